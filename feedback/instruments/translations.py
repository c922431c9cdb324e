"""What remains to be translated: every text of a definition, with where it stands."""

from collections.abc import Iterator

from feedback.instruments.definition import Definition
from feedback.instruments.languages import FRENCH, SIMPLE, Texts
from feedback.instruments.questions import Question


def every_text(definition: Definition) -> Iterator[tuple[str, Texts]]:
    """Yield every text shown to a person, with its place."""
    yield "title", definition.title
    yield from definition.texts.items()
    for name, lines in definition.lines.items():
        yield from ((f"{name} {number}", line) for number, line in enumerate(lines, 1))
    for question in definition.written:
        yield from _of_question(question, question.code)


def _of_question(question: Question, place: str) -> Iterator[tuple[str, Texts]]:
    for name in ("section", "text", "help", "unit", "low", "high"):
        texts = getattr(question, name)
        if texts:
            yield f"{place}.{name}", texts
    yield from ((f"{place}.lines {n}", line) for n, line in enumerate(question.lines, 1))
    yield from ((f"{place}.{option.value}", option.label) for option in question.options)
    yield from ((f"{place}.{one.code}", one.text) for one in question.statements)
    for field in question.fields:
        yield from _of_question(field, f"{place}.{field.code}")


def untranslated(definition: Definition, tag: str) -> list[str]:
    """Return the places where a language says nothing and French would be read instead."""
    return [place for place, texts in every_text(definition) if not texts.get(tag)]


def unreviewed(definition: Definition) -> tuple[str, ...]:
    """Return the languages no native speaker has read yet."""
    return tuple(tag for tag in definition.languages if tag not in definition.reviewed)


def is_complete(definition: Definition, tag: str) -> bool:
    """Tell whether a language is complete; plain French may lean on French."""
    return tag in (FRENCH, SIMPLE) or not untranslated(definition, tag)
