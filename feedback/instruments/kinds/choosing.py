"""What the kinds with options share: offers, checks, and the text that goes with « autre »."""

import re
from collections.abc import Iterator, Sequence

from wtforms import SelectChoice

from feedback.instruments.kinds.base import ANSWERED, ClosedTexts, Column, Invalid, Problem, Raw
from feedback.instruments.kinds.reading import OTHER, written
from feedback.instruments.languages import pick
from feedback.instruments.pictures import TOKEN, icons
from feedback.instruments.questions import VALID, Option, Question

OTHER_LENGTH = 200
_VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")
_OTHER_LABEL = {"fr": "précision", "en": "detail"}


def check_options(question: Question, least: int = 2, pictures: bool = False) -> list[str]:
    """Return what is wrong in the options: too few, doubled, unreadable, two of « autre ».

    `pictures` says that the kind shows those of its options.
    """
    values = [option.value for option in question.options]
    problems = [f"la valeur d’option « {v} » n’est pas permise." for v in values if not _fits(v)]
    doubled = sorted({value for value in values if values.count(value) > 1})
    problems += [f"l’option « {value} » est écrite deux fois." for value in doubled]
    if len(values) < least:
        problems.append(f"il faut au moins {least} options.")
    if any(option.fixed for option in question.options) and not question.random:
        problems.append("« fixed » ne sert que si l’ordre des réponses est tiré (random).")
    problems += _check_pictures(question, pictures)
    if sum(option.other for option in question.options) > 1:
        problems.append("une seule option peut ouvrir un texte libre.")
    return problems


def _check_pictures(question: Question, allowed: bool) -> Iterator[str]:
    shown = [option for option in question.options if option.pictured]
    if shown and not allowed:
        yield f"les réponses de type « {question.kind} » n’ont pas d’image."
        return
    for option in shown:
        if option.icon and option.picture:
            yield f"l’option « {option.value} » a une image ou un dessin, pas les deux."
        if option.icon and option.icon not in icons():
            yield f"le dessin « {option.icon} » n’existe pas."
        if option.picture and not TOKEN.fullmatch(option.picture):
            yield f"« {option.picture} » n’est pas le nom d’une image."
    bare = [o.value for o in valid_options(question) if not o.pictured and not o.other]
    if shown and bare:
        yield f"l’option « {bare[0]} » n’a pas d’image, alors que d’autres en ont une."


def _fits(value: str) -> bool:
    return bool(_VALUE.fullmatch(value)) and value != ANSWERED


def valid_options(question: Question) -> tuple[Option, ...]:
    """Return the options that count in the denominator."""
    return tuple(option for option in question.options if option.role == VALID)


def choices(question: Question) -> list[SelectChoice]:
    """Return the options as a WTForms field wants them, in French."""
    return [SelectChoice(one.value, pick(one.label, "fr").text) for one in question.options]


def known(question: Question, values: Sequence[str]) -> Sequence[str]:
    """Return the values, refusing any that is not offered."""
    if any(question.option(value) is None for value in values):
        raise Invalid(Problem(question.code, "unknown"))
    return values


def other_text(question: Question, raw: Raw) -> str | None:
    """Return what was written beside « autre », if the question offers it."""
    return written(raw, question.code + OTHER, OTHER_LENGTH) if question.other else None


def label_of(question: Question, value: object, tag: str) -> str:
    """Return the label of a value; the value itself when no option has it."""
    option = question.option(str(value))
    return pick(option.label, tag).text if option else str(value)


def other_column(question: Question, tag: str) -> list[Column]:
    """Return the column of the text beside « autre », if the question offers it."""
    if not question.other:
        return []
    detail = f"{question.title(tag)} ({pick(_OTHER_LABEL, tag).text})"
    return [Column(question.code + OTHER, detail)]


def other_cell(question: Question, texts: ClosedTexts) -> list[str | None]:
    """Return the cell of that column."""
    return [texts.get(question.code)] if question.other else []
