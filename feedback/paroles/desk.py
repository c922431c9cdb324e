"""What every staff page of paroles has at hand."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from feedback.instruments.definition import Definition
from feedback.paroles.forms import KIND_NAMES, MODE_NAMES, PERMISSION_NAMES, STATE_NAMES
from feedback.web.pages import page

bp = Blueprint("paroles", __name__)


def at_desk(template: str, status: int = 200, **context: Any) -> Any:
    """A page of paroles."""
    return page(
        template, status=status, kinds=KIND_NAMES, permissions=PERMISSION_NAMES,
        states=STATE_NAMES, modes=MODE_NAMES, **context,
    )  # fmt: skip


def labels(definition: Definition, code: str) -> dict[str, str]:
    """French words of the options of a question."""
    question = definition.question(code)
    return {o.value: o.label["fr"] for o in question.options} if question else {}
