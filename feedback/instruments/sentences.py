"""Display rules as sentences: the words of questions and answers, never their codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from feedback.instruments.banks import BANK
from feedback.instruments.kinds.consent import YES
from feedback.instruments.languages import FRENCH, pick
from feedback.instruments.questions import Question
from feedback.instruments.quoting import bare

LONGEST = 90  # characters of a question's words; a sentence with several stays readable
_TURNED = {"all": "any", "any": "all"}
Rule = Mapping[str, Any]


class Sentences:
    """The rules of an instrument, or of the fields of a step, in the language of the page.

    The words of questions are in the language `tag` of the instrument.
    """

    def __init__(self, questions: Iterable[Question], tag: str = FRENCH) -> None:
        self.tag = tag
        self.asked: dict[str, tuple[Question, str]] = {}
        for question in questions:
            self.asked[question.code] = (question, question.title(tag))
            for one in question.statements:
                self.asked[one.code] = (question, bare(pick(one.text, tag).text))

    def sentence(self, rule: Rule | None) -> str:
        """Return « Montrer si … »; empty without rule."""
        if not rule:
            return ""
        said, excepted = self._parts(rule)
        if said and excepted:
            return _("Montrer si %(rule)s, sauf si %(exception)s", rule=said, exception=excepted)
        if excepted:
            return _("Montrer, sauf si %(exception)s", exception=excepted)
        return _("Montrer si %(rule)s", rule=said)

    def clause(self, rule: Rule | None) -> str:
        """Return the condition alone, as the end of a sentence; empty without rule."""
        return self._clause(rule, False) if rule else ""

    def _parts(self, rule: Rule) -> tuple[str, str]:
        """What must hold, and what must not: negated groups read better as « sauf si »."""
        ((operator, operand),) = rule.items()
        if operator == "not" and _is_group(operand):
            return "", self._clause(operand, False)
        if operator != "all":
            return self._clause(rule, False), ""
        excepted = [one["not"] for one in operand if "not" in one and _is_group(one["not"])]
        held = [one for one in operand if "not" not in one or not _is_group(one["not"])]
        said = self._clause({"all": held}, False) if held else ""
        return said, self._clause({"any": excepted}, False) if excepted else ""

    def _clause(self, rule: Rule, turned: bool) -> str:
        ((operator, operand),) = rule.items()
        if operator == "not":
            return self._clause(operand, not turned)
        if operator in _TURNED:
            return self._group(_TURNED[operator] if turned else operator, operand, turned)
        if operator == "answered":
            said = (
                _("%(question)s n'a pas de réponse") if turned else _("%(question)s a une réponse")
            )
            return said % {"question": self._question(operand)}
        code, expected = operand
        values = expected if isinstance(expected, list | tuple) else [expected]
        return _comparison(operator, turned, len(values)) % {
            "question": self._question(code),
            "value": self._values(code, values, turned),
        }

    def _group(self, join: str, parts: Sequence[Rule], turned: bool) -> str:
        said = [
            f"({one})" if len(parts) > 1 and _is_group(part) else one
            for part in parts
            if (one := self._clause(part, turned))
        ]
        return (_(" et ") if join == "all" else _(" ou ")).join(said)

    def _question(self, code: str) -> str:
        if code not in self.asked:
            return _("« %(code)s » (question absente)", code=code)
        said = self.asked[code][1] or code
        return _("« %(words)s »", words=said if len(said) <= LONGEST else f"{said[:LONGEST]}…")

    def _values(self, code: str, values: Sequence[Any], turned: bool) -> str:
        said = [self._value(code, value) for value in values]
        if turned and len(said) > 1:
            return _(", ni ").join(said)
        return _(" ou ").join(filter(None, (", ".join(said[:-1]), *said[-1:])))

    def _value(self, code: str, value: Any) -> str:
        question = self.asked[code][0] if code in self.asked else None
        written = f"{value:.15g}" if isinstance(value, int | float) else str(value)
        if question is None:
            return _("« %(words)s »", words=written)
        if option := question.option(written):
            return _("« %(words)s »", words=pick(option.label, self.tag).text or written)
        if question.kind == BANK:
            return self._question(written)
        if question.kind == "consent" and written == YES:
            return _("« Oui »")
        if question.kind in ("number", "scale"):
            return f"{written} {pick(question.unit, self.tag).text}".strip()
        return _("« %(words)s » (réponse absente)", words=written)


def _is_group(rule: Rule) -> bool:
    """Tell whether a rule has several parts."""
    ((operator, operand),) = rule.items()
    return _is_group(operand) if operator == "not" else operator in _TURNED and len(operand) > 1


def _comparison(operator: str, turned: bool, values: int) -> str:
    if operator == "contains":
        return (
            _("%(question)s ne comporte pas %(value)s") if turned
            else _("%(question)s comporte %(value)s")
        )  # fmt: skip
    if operator == "less":
        return (
            _("%(question)s n'est pas inférieur à %(value)s") if turned
            else _("%(question)s est inférieur à %(value)s")
        )  # fmt: skip
    if operator == "greater":
        return (
            _("%(question)s n'est pas supérieur à %(value)s") if turned
            else _("%(question)s est supérieur à %(value)s")
        )  # fmt: skip
    if turned:
        return (
            _("%(question)s n'est ni %(value)s") if values > 1
            else _("%(question)s n'est pas %(value)s")
        )  # fmt: skip
    return _("%(question)s est %(value)s")
