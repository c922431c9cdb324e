"""How each kind fills its drawing, from the definition and from what was typed."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from feedback.instruments.drawing import ID, Choice, Drawing, Part, Row
from feedback.instruments.kinds.choosing import OTHER_LENGTH
from feedback.instruments.kinds.consent import YES
from feedback.instruments.kinds.date import parts
from feedback.instruments.kinds.faces import mood
from feedback.instruments.kinds.ranking import most_ranks, rank_name
from feedback.instruments.kinds.reading import OTHER
from feedback.instruments.kinds.scale import points
from feedback.instruments.kinds.simple import SIMPLE
from feedback.instruments.kinds.writing import ShortText
from feedback.instruments.languages import Spoken, Texts, direction, house, html_lang, pick
from feedback.instruments.pictures import address, icons
from feedback.instruments.questions import Question
from feedback.instruments.typed import Typed
from feedback.instruments.words import error, word

Errors = Mapping[str, str]
Builder = Callable[[Drawing, Question, str, Typed, Errors], None]


def said(texts: Texts, tag: str) -> Spoken | None:
    """Return a text in the language, None where the definition says nothing."""
    return pick(texts, tag) if texts else None


def choices_of(
    question: Question, name: str, chosen: Sequence[str], tag: str, faces: bool = False
) -> tuple[Choice, ...]:
    """Return the options as drawn, those already chosen marked."""
    return tuple(
        Choice(
            id=f"{ID}{name}-{option.value}",
            name=name,
            value=option.value,
            label=pick(option.label, tag),
            checked=option.value in chosen,
            mood=mood(question, option) if faces else None,
            exclusive=option.exclusive,
            other=option.other,
            fixed=question.random and option.is_fixed,
            icon=Markup(icons()[option.icon]) if option.icon else None,
            picture=address(option.picture) if option.picture else "",
        )
        for option in question.options
    )


def single(drawing: Drawing, question: Question, tag: str, typed: Typed, errors: Errors) -> None:
    """Options, and the text beside « autre »."""
    chosen = typed.all(question.code)
    drawing.choices = choices_of(question, drawing.name, chosen, tag, question.kind == "faces")
    if question.other:
        name = drawing.name + OTHER
        drawing.other = Part(
            id=ID + name,
            name=name,
            label=word("specify", tag),
            value=typed.one(question.code + OTHER),
            width=OTHER_LENGTH,
            error=errors.get(name, ""),
        )


def multiple(drawing: Drawing, question: Question, tag: str, typed: Typed, errors: Errors) -> None:
    """Options as boxes, with how many may be chosen."""
    single(drawing, question, tag, typed, errors)
    limit = question.max_choices
    drawing.hint = word("up_to", tag, limit=limit) if limit else word("many", tag)


def ranking(drawing: Drawing, question: Question, tag: str, typed: Typed, errors: Errors) -> None:
    """One rank per option, and the words its page says while one taps."""
    listed = typed.all(question.code)
    ranks = {value: str(rank) for rank, value in enumerate(listed, 1)}
    drawing.limit = most_ranks(question)
    drawing.choices = tuple(
        Choice(
            id=f"{drawing.id}-{option.value}",
            name=typed.prefix + rank_name(question, option.value),
            value=option.value,
            label=pick(option.label, tag),
            checked=False,
            fixed=question.random and option.is_fixed,
            rank=ranks.get(option.value) or typed.one(rank_name(question, option.value)),
        )
        for option in question.options
    )
    limit = question.max_choices
    most = " " + word("up_to", tag, limit=limit) if limit else ""
    drawing.hint = word("rank", tag) + most
    drawing.words = {
        **drawing.words,
        "tap": word("tap", tag) + most,
        "ranked": word("ranked", tag, rank="{rank}"),
    }


def consent(drawing: Drawing, question: Question, tag: str, typed: Typed, errors: Errors) -> None:
    """One box that says the permission, or its two answers."""
    single(drawing, question, tag, typed, errors)
    if not question.options:
        checked = YES in typed.all(question.code)
        drawing.choices = (Choice(drawing.id, drawing.name, YES, drawing.text, checked),)


def scale(drawing: Drawing, question: Question, tag: str, typed: Typed, errors: Errors) -> None:
    """The points in a row, then the answers outside the denominator."""
    chosen = typed.all(question.code)
    drawing.low, drawing.high = pick(question.low, tag), pick(question.high, tag)
    offered = tuple(
        Choice(
            id=f"{drawing.id}-{point}",
            name=drawing.name,
            value=str(point),
            label=Spoken(
                f"+{point}" if point > 0 > points(question)[0] else str(point), *here(tag)
            ),
            checked=str(point) in chosen,
        )
        for point in points(question)
    )
    drawing.rows = (Row(drawing.id, drawing.text, offered),)
    drawing.choices = choices_of(question, drawing.name, chosen, tag)


def here(tag: str) -> tuple[str, str]:
    """Return the language and the direction of words the page says by itself."""
    return html_lang(house(tag)), direction(house(tag))


def matrix(drawing: Drawing, question: Question, tag: str, typed: Typed, errors: Errors) -> None:
    """One row per statement."""
    drawing.rows = tuple(
        Row(
            id=ID + typed.prefix + one.code,
            text=pick(one.text, tag),
            choices=choices_of(question, typed.prefix + one.code, typed.all(one.code), tag),
            error=errors.get(typed.prefix + one.code, ""),
            code=one.code,
        )
        for one in question.statements
    )


def number(drawing: Drawing, question: Question, tag: str, typed: Typed, errors: Errors) -> None:
    """One field, with its limits said and the keyboard that suits its figures."""
    drawing.value, drawing.limit = typed.one(question.code), 40
    drawing.unit = said(question.unit, tag)
    drawing.hint = _limits(question, tag)
    drawing.bounds = {
        "wrong": f"{error('number', tag)} {drawing.hint}".strip(),
        "less": word("less", tag), "more": word("more", tag), "decimals": str(question.decimals),
        **({} if question.min is None else {"min": f"{question.min:.15g}"}),
        **({} if question.max is None else {"max": f"{question.max:.15g}"}),
    }  # fmt: skip
    # The figures' keyboard of some telephones has no minus sign.
    if question.min is not None and question.min >= 0:
        drawing.inputmode = "decimal" if question.decimals else "numeric"


def _limits(question: Question, tag: str) -> str:
    """Between what a number must be, in words; nothing without limits."""
    low, high = question.min, question.max
    name = {(False, False): "between", (True, False): "at_most", (False, True): "at_least"}.get(
        (low is None, high is None)
    )
    comma = "." if html_lang(tag) in ("en", "ar") else ","
    told = {
        key: f"{one:.15g}".replace(".", comma)
        for key, one in (("low", low), ("high", high)) if one is not None
    }  # fmt: skip
    return word(name, tag, **told) if name else ""


def date(drawing: Drawing, question: Question, tag: str, typed: Typed, errors: Errors) -> None:
    """One field per part, filled from its parts or from the ISO form."""
    whole = dict(zip(("year", "month", "day"), typed.one(question.code).split("-"), strict=False))
    drawing.parts = tuple(
        Part(
            id=ID + typed.prefix + name,
            name=typed.prefix + name,
            label=word(part, tag),
            value=whole.get(part) or typed.one(name),
            width=4 if part == "year" else 2,
        )
        for part, name in parts(question).items()
    )


def text(drawing: Drawing, question: Question, tag: str, typed: Typed, errors: Errors) -> None:
    """One field, with how long it may be."""
    kind = SIMPLE[question.kind]
    drawing.value = typed.one(question.code)
    drawing.limit = kind.limit(question) if isinstance(kind, ShortText) else None
    drawing.hint = word("length", tag, limit=drawing.limit)


def information(
    drawing: Drawing, question: Question, tag: str, typed: Typed, errors: Errors
) -> None:
    """Lines to read."""
    drawing.lines = tuple(drawing.piped(pick(line, tag)) for line in question.lines)


def bank(drawing: Drawing, question: Question, tag: str, typed: Typed, errors: Errors) -> None:
    """Its questions drawn; all of them as long as none is."""
    drawn, drawing.limit = typed.all(question.code), question.ask
    drawing.choices = tuple(
        Choice("", drawing.name, field.code, pick(field.text, tag), True)
        for field in question.fields
        if not drawn or field.code in drawn
    )


BUILDERS: dict[str, Builder] = {
    "faces": single,
    "single": single,
    "yes_no": single,
    "multiple": multiple,
    "ranking": ranking,
    "consent": consent,
    "scale": scale,
    "matrix": matrix,
    "number": number,
    "date": date,
    "short_text": text,
    "long_text": text,
    "information": information,
    "bank": bank,
}
