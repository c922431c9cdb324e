"""The one table of types and kinds: what each type of a form may be here, and the other way."""

from __future__ import annotations

from collections.abc import Mapping

from feedback.instruments.kinds import KINDS
from feedback.instruments.questions import Question

# The first is what a form means when it says nothing more; a kind that is not in this house yet
# is passed over. To carry a new kind, write it beside its type.
KINDS_OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "text": ("long_text", "short_text"),
    "integer": ("number",),
    "decimal": ("number",),
    "range": ("scale", "number"),
    "date": ("date",),
    "note": ("information",),
    "acknowledge": ("consent",),
    "select_one": ("single", "yes_no", "faces", "scale", "consent"),
    "select_multiple": ("multiple",),
    "rank": ("ranking",),
    "begin_group": ("matrix",),
    "begin_score": ("matrix",),
    "begin_repeat": ("steps",),
}


def kind_of(kind_said: str, form_type: str) -> str | None:
    """Return the kind of a row: the one our own column says when it fits, else the usual one."""
    fitting = KINDS_OF_TYPE.get(form_type, ())
    placed = {kind for kinds in KINDS_OF_TYPE.values() for kind in kinds}
    if kind_said in KINDS and (kind_said in fitting or kind_said not in placed):
        return kind_said
    return next((kind for kind in fitting if kind in KINDS), None)


def type_of(question: Question) -> str:
    """Return the type in which a form asks a question."""
    if question.kind == "consent":
        return "select_one" if question.options else "acknowledge"
    if question.kind == "number":
        return "decimal" if question.decimals else "integer"
    if question.kind == "scale":
        return "select_one"  # a range has neither words at its ends nor « I do not know »
    if question.kind == "bank":
        return "note"  # no form draws questions: its own stay in our column
    for form_type, kinds in KINDS_OF_TYPE.items():
        if question.kind in kinds:
            return form_type
    return "select_one" if question.options else "text"
