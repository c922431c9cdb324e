"""What changed between two versions, question by question, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from flask_babel import gettext as _

from feedback.instruments.definition import Definition
from feedback.instruments.languages import FRENCH, Texts, pick
from feedback.instruments.overview import shown_if
from feedback.instruments.questions import Option, Question, Statement
from feedback.instruments.sentences import Sentences
from feedback.instruments.versions.words import Piece, pieces

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
_TEXTS = ("text", "help", "unit", "low", "high")
_SETTINGS = (
    "kind", "required", "dimension", "modes", "counted", "max_length", "max_choices", "min", "max",
    "decimals", "precision", "random", "ask",
)  # fmt: skip
_OPTION = ("role", "score", "exclusive", "other", "fixed", "icon", "picture")


@dataclass(frozen=True)
class Change:
    """One thing that changed: `what` names it (`text`, `option`, `score`…).

    `of` are the words of the answer or statement concerned, `tag` the language of a text;
    `old` and `new` are what it was and is, as stored or as a sentence.
    """

    what: str
    how: str
    of: str = ""
    tag: str = ""
    old: Any = None
    new: Any = None

    @property
    def pieces(self) -> Sequence[Piece]:
        """Both wordings as one text."""
        return pieces(str(self.old or ""), str(self.new or ""))


@dataclass(frozen=True)
class Touched:
    """A question added, removed, moved or changed; code None stands for what is around them."""

    code: str | None
    title: str
    how: str
    moved: bool = False
    changes: Sequence[Change] = field(default_factory=tuple)


def differences(old: Definition, new: Definition) -> list[Touched]:
    """Return what changed, in the order of the newer version, what was removed at its old place."""
    around = tuple(_around(old, new))
    found = [Touched(None, "", CHANGED, False, around)] if around else []
    moved = _moved([q.code for q in old.questions], [q.code for q in new.questions])
    said = Sentences(old.questions), Sentences(new.questions)
    for code in _both(old, new):
        before, after = old.question(code), new.question(code)
        if before is None or after is None:
            one = after or before
            assert one is not None
            found.append(Touched(code, one.title(FRENCH), ADDED if after else REMOVED))
            continue
        changes = tuple(_question(before, after, said))
        if changes or code in moved:
            title = after.title(FRENCH)
            found.append(Touched(code, title, CHANGED, code in moved, changes))
    return found


def _both(old: Definition, new: Definition) -> list[str]:
    """Codes of both: the newer order, with those removed after the one they followed."""
    found = list(dict.fromkeys(question.code for question in new.questions))
    kept = set(found)
    at = 0
    for code in dict.fromkeys(question.code for question in old.questions):
        if code in kept:
            at = found.index(code) + 1
        else:
            found.insert(at, code)
            at += 1
    return found


def _moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The fewest codes that changed places among those both have."""
    before = [code for code in old if code in set(new)]
    after = [code for code in new if code in set(old)]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    stayed = {code for one in blocks for code in before[one.a : one.a + one.size]}
    return set(after) - stayed


def _around(old: Definition, new: Definition) -> Iterator[Change]:
    yield from _wording("title", old.title, new.title)
    for key in sorted({*old.texts, *new.texts}):
        yield from _wording(key, old.texts.get(key, {}), new.texts.get(key, {}))
    for key in sorted({*old.lines, *new.lines}):
        yield from _listed(key, old.lines.get(key, ()), new.lines.get(key, ()))
    for tag in new.languages:
        if tag not in old.languages:
            yield Change("language", ADDED, new=tag)
    for tag in old.languages:
        if tag not in new.languages:
            yield Change("language", REMOVED, old=tag)
    for tag in sorted(set(new.reviewed) ^ set(old.reviewed)):
        yield Change("reviewed", ADDED if tag in new.reviewed else REMOVED, new=tag)


def _wording(what: str, old: Texts, new: Texts, of: str = "") -> Iterator[Change]:
    for tag in sorted({*old, *new}, key=lambda one: (one != FRENCH, one)):
        before, after = old.get(tag, ""), new.get(tag, "")
        if before != after:
            how = CHANGED if before and after else ADDED if after else REMOVED
            yield Change(what, how, of, tag, before, after)


def _listed(what: str, old: Sequence[Texts], new: Sequence[Texts]) -> Iterator[Change]:
    for place in range(max(len(old), len(new))):
        before = old[place] if place < len(old) else {}
        after = new[place] if place < len(new) else {}
        yield from _wording(what, before, after, str(place + 1))


def _question(old: Question, new: Question, said: tuple[Sentences, Sentences]) -> Iterator[Change]:
    for name in _TEXTS:
        yield from _wording(name, getattr(old, name), getattr(new, name))
    yield from _listed("lines", old.lines, new.lines)
    for name in _SETTINGS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(name, CHANGED, old=before, new=after)
    if old.show_if != new.show_if:
        rules = shown_if(old, said[0]), shown_if(new, said[1])
        yield Change(
            "show_if", CHANGED, old=rules[0] or _("toujours"), new=rules[1] or _("toujours")
        )
    yield from _parts("option", _by_value(old.options), _by_value(new.options))
    yield from _parts("statement", _by_code(old.statements), _by_code(new.statements))
    yield from _fields(old, new)


Part = Option | Statement


def _by_value(options: Sequence[Option]) -> dict[str, Part]:
    return {one.value: one for one in options}


def _by_code(statements: Sequence[Statement]) -> dict[str, Part]:
    return {one.code: one for one in statements}


def _label(part: Part) -> Texts:
    return part.label if isinstance(part, Option) else part.text


def _parts(what: str, old: Mapping[str, Part], new: Mapping[str, Part]) -> Iterator[Change]:
    for key, part in new.items():
        words = pick(_label(part), FRENCH).text
        if key not in old:
            yield Change(what, ADDED, words, new=words)
            continue
        yield from _wording(what, _label(old[key]), _label(part), words)
        names = _OPTION if isinstance(part, Option) else ("dimension", "scores")
        for name in names:
            before, after = getattr(old[key], name), getattr(part, name)
            if before != after:
                yield Change(name, CHANGED, words, old=before, new=after)
    for key, part in old.items():
        if key not in new:
            words = pick(_label(part), FRENCH).text
            yield Change(what, REMOVED, words, old=words)
    if _moved(list(old), list(new)):
        yield Change(f"{what}_order", CHANGED)


def _fields(old: Question, new: Question) -> Iterator[Change]:
    if new.kind != "steps":
        return
    before = {one.code: one for one in old.fields}
    said = Sentences(old.fields), Sentences(new.fields)
    for one in new.fields:
        if one.code not in before:
            yield Change("field", ADDED, new=one.title(FRENCH))
        elif any(_question(before[one.code], one, said)):
            yield Change("field", CHANGED, one.title(FRENCH))
    for code, one in before.items():
        if code not in {field.code for field in new.fields}:
            yield Change("field", REMOVED, old=one.title(FRENCH))


@dataclass(frozen=True)
class Summary:
    """How many questions were touched, and how."""

    added: int
    removed: int
    moved: int
    reworded: int
    changed: int
    around: bool


def summary(found: Sequence[Touched]) -> Summary:
    """Return the differences in a few numbers; one question is counted once."""
    asked = [one for one in found if one.code is not None]
    reworded = [one for one in asked if one.changes and _only_words(one)]
    changed = [one for one in asked if one.changes and not _only_words(one)]
    return Summary(
        added=sum(one.how == ADDED for one in asked),
        removed=sum(one.how == REMOVED for one in asked),
        moved=sum(one.moved and not one.changes for one in asked),
        reworded=len(reworded),
        changed=len(changed),
        around=len(asked) < len(found),
    )


def _only_words(one: Touched) -> bool:
    return all(change.tag for change in one.changes)
