"""An earlier answer quoted in a later text: `{reponse:code}`, or `{reponse:code|neutral words}`.

The page puts the answer's words there; the neutral words stand in when there is no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup, escape

from feedback.instruments.languages import Spoken, Texts
from feedback.instruments.questions import Question
from feedback.instruments.quoting import PLACE, bare, places
from feedback.instruments.words import word

# Kinds whose answer has words of its own; what a person wrote is never put on a screen again.
QUOTABLE = ("single", "multiple", "ranking", "faces", "yes_no", "scale", "number")
Words = Callable[[str], str]


def check(question: Question, before: Mapping[str, Question]) -> Iterator[str]:
    """Tell what is wrong in the places of a question, given those asked before it."""
    for texts in (question.text, question.help, *question.lines):
        if any("{reponse" in bare(text) for text in texts.values()):
            yield "une réponse se cite ainsi : {reponse:code}, ou {reponse:code|mots de secours}."
        for code, neutral in _places(texts):
            yield from _check_place(code, neutral, before.get(code))
    others = (*(o.label for o in question.options), *(s.text for s in question.statements))
    if any(_places(texts) for texts in (*others, question.unit, question.low, question.high)):
        yield "une réponse se cite dans le texte, l’aide ou les lignes, pas ailleurs."


def _check_place(code: str, neutral: str, quoted: Question | None) -> Iterator[str]:
    if quoted is None:
        yield f"le texte cite « {code} », qui n’est pas une question posée avant."
    elif quoted.kind not in QUOTABLE:
        yield f"la réponse à « {code} » ne se cite pas (type « {quoted.kind} »)."
    elif (quoted.show_if or quoted.modes) and not neutral:
        yield (
            f"« {code} » n’est pas posée à tout le monde : écrivez des mots de secours, "
            f"{{reponse:{code}|vos mots}}."
        )


def _places(texts: Texts) -> list[tuple[str, str]]:
    return [place for text in texts.values() for place in places(text)]


def is_piped(question: Question) -> bool:
    """Tell whether a text of the question quotes an answer."""
    return any(_places(texts) for texts in (question.text, question.help, *question.lines))


def filled(spoken: Spoken, words: Words, tag: str) -> Spoken:
    """Return the text with each place as an element the page's script can fill again."""
    if not PLACE.search(spoken.text):
        return spoken
    made, at = Markup(), 0
    for place in PLACE.finditer(spoken.text):
        code, neutral = place["code"], place["neutral"] or word("your_answer", tag)
        made += escape(spoken.text[at : place.start()])
        made += Markup('<span data-piped="{}" data-neutral="{}">{}</span>').format(
            code, neutral, words(code) or neutral
        )
        at = place.end()
    return Spoken(made + escape(spoken.text[at:]), spoken.lang, spoken.dir)


def answer_words(question: Question, values: Sequence[str], label: Callable[[Texts], str]) -> str:
    """Return an answer in words: labels of options, or the figure and its unit."""
    options = (question.option(value) for value in values)
    said = [label(one.label) if one else value for one, value in zip(options, values, strict=True)]
    unit = label(question.unit) if question.unit and said else ""
    return f"{', '.join(said)} {unit}".strip()


def earlier(questions: Iterable[Question]) -> dict[str, Question]:
    """Return the questions whose answers can be quoted, by code."""
    return {question.code: question for question in questions if question.kind in QUOTABLE}
