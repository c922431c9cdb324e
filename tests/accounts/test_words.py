"""The log is read by people: every act that the house writes down has its words."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from feedback.accounts.words import ACTS, KINDS, object_name
from feedback.config import ROOT

pytestmark = pytest.mark.once


def recorded(argument: int) -> Iterator[str]:
    """An argument of every call that writes in the log: its text, or the beginning of it."""
    for path in (ROOT / "feedback").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record"
            if not called or len(node.args) <= argument:  # type: ignore[attr-defined]
                continue
            said = node.args[argument]  # type: ignore[attr-defined]
            for one in (said.body, said.orelse) if isinstance(said, ast.IfExp) else (said,):
                first = one.values[0] if isinstance(one, ast.JoinedStr) else one
                if isinstance(first, ast.Constant):
                    yield str(first.value)


def test_every_act_has_its_words() -> None:
    acts = set(recorded(1)) - {"account."}  # the links: invitation, reset
    assert len(acts) > 50
    assert acts | {"account.invitation_link", "account.reset_link"} == set(ACTS)


def test_every_kind_of_thing_has_its_words() -> None:
    kinds = {said.partition(":")[0] for said in recorded(2) if ":" in said}
    assert kinds <= set(KINDS)
    assert object_name("") == ""
