"""A survey as figures that may be shown: who answered, each question, its trend, its places."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from feedback.analysis import indicators
from feedback.analysis.asked import RENOUNCED, Asked
from feedback.analysis.counting import VALID, Option, Valid, sides
from feedback.analysis.indicators import Indicator, Reading
from feedback.analysis.intervals import Interval, wilson
from feedback.analysis.thresholds import BASE, Count, Masked
from feedback.instruments.kinds.base import ANSWERED
from feedback.instruments.kinds.ranking import rank_key
from feedback.responses.tally.lines import FLAG, LAST_STEP, STATUS, Counts

HIDDEN = Masked(BASE)
ENDS = ("complete", "incomplete")  # how a response may end


@dataclass(frozen=True)
class Bar:
    """One answer: its share among valid answers with its interval; `tone` is its side."""

    value: str
    label: str
    share: float
    interval: Interval
    tone: str = ""  # good, neutral, bad, or none
    count: int = 0


@dataclass(frozen=True)
class QuestionReport:
    """One question: its base, its bars and its figures; nothing but `closed` when hidden."""

    asked: Asked
    n: int = 0
    excluded: int = 0
    bars: tuple[Bar, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    apart: tuple[tuple[str, int], ...] = ()  # answers outside the base, by label
    closed: bool = False
    drawn: int | None = None  # persons it was drawn for, where not everyone is asked

    @property
    def main(self) -> Indicator | None:
        """The figure it is known by."""
        return next(iter(self.indicators), None)


@dataclass(frozen=True)
class Who:
    """Who answered: counts of responses, or their masks."""

    n: Count
    complete: Count = 0
    incomplete: Count = 0
    stopped: tuple[tuple[str, int], ...] = ()
    modes: Mapping[str, Count] = field(default_factory=dict)
    excluded: Count = 0
    flags: tuple[tuple[str, int], ...] = ()


def question_report(
    item: Asked, counts: Mapping[str, int], reading: Reading, closed: bool = False
) -> QuestionReport:
    """One question; hidden when its base is small, or when it is closed on the grid."""
    valid = item.valid(counts)
    if closed or 0 < valid.n < reading.threshold:
        return QuestionReport(item, closed=True)
    apart = tuple(
        (option.label, counts[option.value])
        for option in item.options
        if option.role != VALID and counts.get(option.value)
    )
    return QuestionReport(
        item, valid.n, valid.excluded, tuple(_bars(item, counts, valid)),
        tuple(figures(item, counts, reading)), apart,
    )  # fmt: skip


def _bars(item: Asked, counts: Mapping[str, int], valid: Valid) -> list[Bar]:
    if item.is_written or not valid.n:
        return []
    bars = []
    for option in item.options:
        if option.role == VALID:
            n = counts.get(item.key(option.value), 0)
            low_high = wilson(min(n, valid.n), valid.n)
            bars.append(
                Bar(option.value, option.label, n / valid.n, low_high, _tone(item, option), n)
            )
    return bars


def _tone(item: Asked, option: Option) -> str:
    if not item.scored:
        return ""
    found = sides(Valid({}, {o.value: o.score or 0.0 for o in item.options if o.role == VALID}, 0))
    return next(
        (name for name in ("good", "neutral", "bad") if option.value in getattr(found, name)), ""
    )


def figures(item: Asked, counts: Mapping[str, int], reading: Reading) -> list[Indicator]:
    """The figures of a question by its kind, the main one first."""
    valid, code = item.valid(counts), item.code
    if item.is_written:
        return []
    if item.low is not None and item.high is not None and item.is_number:
        return _numbers(code, valid, Interval(item.low, item.high), reading)
    if item.kind == "multiple":
        return [_option(item, option, counts, valid, reading) for option in item.options
                if option.role == VALID]  # fmt: skip
    if item.kind == "ranking":
        return [made for option in item.options
                for made in _ranked_option(item, option, counts, valid, reading)]  # fmt: skip
    if item.kind == "faces":
        return _faces(item, valid, reading)
    if item.kind == "yes_no":
        label = "Renoncement déclaré" if code == RENOUNCED else "Oui"
        return [indicators.share(f"{code}.oui", label, valid, {"oui"}, reading)]
    if item.kind == "scale":
        return [indicators.mean(f"{code}.note10", "Note moyenne sur 10", valid, reading)]
    if item.scored:
        best = max((o for o in item.options if o.role == VALID), key=lambda o: o.score or 0.0)
        return [
            indicators.share(f"{code}.{best.value}", best.label, valid, {best.value}, reading),
            indicators.mean(f"{code}.note10", "Note moyenne sur 10", valid, reading),
        ]
    return [indicators.share(f"{code}.{o.value}", o.label, valid, {o.value}, reading)
            for o in item.options if o.role == VALID]  # fmt: skip


def rank_counts(item: Asked, option: Option, counts: Mapping[str, int]) -> dict[str, int]:
    """How many gave an option each rank."""
    ranks = range(1, len(item.options) + 1)
    return {str(rank): counts.get(rank_key(option.value, rank), 0) for rank in ranks}


def _ranked_option(
    item: Asked, option: Option, counts: Mapping[str, int], persons: Valid, reading: Reading
) -> list[Indicator]:
    """How often it comes first, and its mean rank among those who gave it one."""
    given = rank_counts(item, option, counts)
    valid = Valid(given, {rank: float(rank) for rank in given}, 0)
    valid = replace(valid, excluded=persons.n - valid.n)
    code, ends = f"{item.code}.{option.value}", Interval(1, len(item.options))
    first = {item.key(option.value)}
    ranked = replace(reading, threshold=valid.n + 1) if reading.hides(code) else reading
    return [
        indicators.share(
            f"{code}.premier", f"{option.label} — en premier", persons, first, reading
        ),
        indicators.average(f"{code}.rang", f"{option.label} — rang moyen", valid, ends, ranked),
    ]


def _numbers(code: str, valid: Valid, ends: Interval, reading: Reading) -> list[Indicator]:
    parts = (("mediane", "Médiane", 0.5), ("quart1", "Premier quartile", 0.25),
             ("quart3", "Troisième quartile", 0.75))  # fmt: skip
    return [
        indicators.average(f"{code}.moyenne", "Moyenne", valid, ends, reading),
        *(
            indicators.quantile(f"{code}.{name}", label, valid, part, reading)
            for name, label, part in parts
        ),
    ]


def _faces(item: Asked, valid: Valid, reading: Reading) -> list[Indicator]:
    code = item.code
    made = [
        indicators.satisfied(f"{code}.satisfaits", "Satisfaits", valid, reading),
        indicators.dissatisfied(f"{code}.insatisfaits", "Insatisfaits", valid, reading),
        indicators.net(f"{code}.net", "Satisfaction nette", valid, reading),
        indicators.mean(f"{code}.note10", "Note moyenne sur 10", valid, reading),
    ]
    if len(sides(valid).neutral):
        made.insert(1, indicators.neutral(f"{code}.neutres", "Entre les deux", valid, reading))
    return made


def _option(
    item: Asked, option: Option, counts: Mapping[str, int], persons: Valid, reading: Reading
) -> Indicator:
    """The share of persons who chose an option, among those who chose any that counts."""
    chosen = min(counts.get(option.value, 0), persons.n)
    split = {option.value: chosen, ANSWERED: persons.n - chosen}
    valid = Valid(split, {}, persons.excluded)
    return indicators.share(
        f"{item.code}.{option.value}", option.label, valid, {option.value}, reading
    )


def who(
    counts: Counts, left_out: Counts, modes: Mapping[str, Counts], threshold: int,
    closed: bool = False, closed_modes: Collection[str] = (), live: bool = False,
    closed_ends: bool = False,
) -> Who:  # fmt: skip
    """Who answered; steps and doubts are told only to those who hold the rows."""
    n = _responses(counts)
    if closed or 0 < n < threshold:
        return Who(HIDDEN, HIDDEN, HIDDEN)
    by_mode: dict[str, Count] = {
        mode: HIDDEN if mode in closed_modes or 0 < _responses(one) < threshold else _responses(one)
        for mode, one in modes.items()
    }
    status = counts.get(STATUS, {})
    complete, incomplete = status.get("complete", 0), status.get("incomplete", 0)
    if not live:
        small = closed_ends or 0 < incomplete < threshold or 0 < complete < threshold
        return Who(n, HIDDEN if small else complete, HIDDEN if small else incomplete, (), by_mode)
    return Who(
        n, complete, incomplete, _ranked(counts.get(LAST_STEP, {})), by_mode,
        _responses(left_out), _ranked(left_out.get(FLAG, {})),
    )  # fmt: skip


def of_status(status: str) -> str:
    """The name on the grid of the responses that ended so."""
    return f"@{status}"


def _responses(counts: Counts) -> int:
    return sum(counts.get(STATUS, {}).values())


def _ranked(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def series(
    item: Asked, by_key: Mapping[str, Counts], order: Sequence[str], reading: Reading,
    closed: Collection[str] = (),
) -> list[tuple[str, Indicator]]:  # fmt: skip
    """The main figure of a question along keys (periods, places, values), hidden where it must."""
    found = []
    for key in order:
        report = question_report(
            item, by_key.get(key, {}).get(item.code, {}), reading, key in closed
        )
        found.append((key, report.main or _nothing(item, report.closed)))
    return found


def _nothing(item: Asked, closed: bool) -> Indicator:
    """A figure without a number: hidden, or resting on nobody."""
    if closed:
        return Indicator(item.code, "", "share", HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN)
    return Indicator(item.code, "", "share", None, 0, 0)
