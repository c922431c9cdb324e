"""The kinds of question: one class each, which answers everything asked about its kind.

To add one: a class, its line here, its partial in `templates/answers/`; the tests ask for the rest.
"""

from feedback.instruments.kinds.bank import Bank
from feedback.instruments.kinds.base import Cleaned, Column, Invalid, Kind, Problem
from feedback.instruments.kinds.consent import Consent
from feedback.instruments.kinds.information import Information
from feedback.instruments.kinds.matrix import Matrix
from feedback.instruments.kinds.simple import SIMPLE
from feedback.instruments.kinds.steps import Steps
from feedback.instruments.questions import Question

KINDS: dict[str, Kind] = {
    **SIMPLE,
    **{kind.name: kind for kind in (Matrix(), Information(), Consent(), Steps(), Bank())},
}

__all__ = ["KINDS", "Cleaned", "Column", "Invalid", "Kind", "Problem", "kind_of"]


def kind_of(question: Question) -> Kind:
    """Return the kind of a question."""
    return KINDS[question.kind]
