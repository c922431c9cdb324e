"""A guide cut in parts."""

from __future__ import annotations

import pytest

from feedback.instruments import library
from feedback.instruments.definition import load
from feedback.journeys.guide import guide_of

GUIDES = [n for n in library.names() if library.load(n).kind == "interview"]


@pytest.mark.parametrize("name", GUIDES)
def test_a_shipped_guide_has_all_its_parts(name: str) -> None:
    guide = guide_of(library.load(name))
    assert [q.code for q in guide.before] == ["avant"]
    assert {"consigne", "relances"} <= {q.code for q in guide.prompts}
    assert [q.code for q in guide.after] == ["fin"]
    assert guide.steps is not None
    assert len(guide.own) >= 3
    assert guide.permissions["quote"].startswith("J’accepte que mes paroles soient citées")


def test_a_guide_of_one_question_still_asks_the_three_permissions() -> None:
    document = {
        "format": 1, "code": "court", "kind": "interview", "title": {"fr": "Court"},
        "languages": ["fr"],
        "questions": [{"code": "q", "kind": "long_text", "text": {"fr": "Racontez"}}],
    }  # fmt: skip
    guide = guide_of(load(document))
    assert set(guide.permissions) == {"record", "quote", "callback"}
    assert guide.steps is None
    assert [q.code for q in guide.own] == ["q"]
    assert (guide.before, guide.prompts, guide.after) == ((), (), ())
