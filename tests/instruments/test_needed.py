"""What a parole sheet or an interview guide cannot do without."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from feedback.instruments import library
from feedback.instruments.definition import DefinitionErrors, load

PAROLE = library.load("parole").as_json()


def faults(change: Callable[[dict[str, dict[str, Any]], list[Any]], None]) -> str:
    """What is wrong with the parole sheet once changed."""
    document = copy.deepcopy(PAROLE)
    questions = document["questions"]
    change({q["code"]: q for q in questions}, questions)
    with pytest.raises(DefinitionErrors) as refused:
        load(document)
    return "\n".join(refused.value.messages)


def test_a_parole_sheet_needs_the_words_themselves() -> None:
    told = faults(lambda found, listed: listed.remove(found["parole"]))
    assert "doit avoir la question « parole »" in told


def test_the_use_allowed_is_always_asked() -> None:
    told = faults(lambda found, _: found["diffusion"].update(required=False))
    assert "Question « diffusion »" in told
    assert "obligatoire" in told


def test_a_use_nobody_knows_is_refused() -> None:
    def change(found: dict[str, dict[str, Any]], _: list[Any]) -> None:
        found["diffusion"]["options"][0]["value"] = "partout"

    assert "« partout » n’est pas prévue" in faults(change)


def test_naming_somebody_needs_the_name() -> None:
    told = faults(lambda found, listed: listed.remove(found["nom_cite"]))
    assert "(« nom_cite »)" in told


def test_a_permission_of_an_interview_is_a_box() -> None:
    document = copy.deepcopy(library.load("naissance").as_json())
    permission = next(q for q in document["questions"] if q["code"] == "accord_citer")
    permission["kind"] = "short_text"
    with pytest.raises(DefinitionErrors) as refused:
        load(document)
    assert "« accord_citer »" in str(refused.value)
