"""From a sheet filled in to a parole."""

from __future__ import annotations

import datetime as dt

import pytest

from feedback.instruments import library
from feedback.instruments.kinds.base import Cleaned
from feedback.paroles.intake import Ready, Where, attribution, columns, first_day, read
from tests.paroles.making import WORDS, without

SHEET = library.load("parole")
UUID = "6f1f3f52-5c8c-4a3e-9d5a-0d8f4c2b7e11"


def kept(raw: dict[str, object]) -> tuple[Ready, list[tuple[str, str]]]:
    """What is kept of a sheet, and the fields refused with their reasons."""
    where = Where(1, 2, 3, "lien", "parole:x")
    ready, problems = read(SHEET, raw, where, UUID, "fr", dt.date(2026, 5, 6), "am")
    return ready, [(p.field, p.reason) for p in problems]


def test_the_shipped_sheet_fills_every_column() -> None:
    ready, problems = kept(without(
        service="Secteur nord", question_ouverte="Pour qui ?", relecture="oui",
        contexte="publication", reference="Revue, 2025", type_parole="expert",
        diffusion="nominative", nom_cite="Ada Exemple",
    ))  # fmt: skip
    assert problems == []
    assert ready.words == WORDS
    assert ready.attribution == "Ada Exemple"
    assert dict(ready.columns) == {
        "kind": "expert", "job": "accueil", "job_other": "", "service": "Secteur nord",
        "context": "publication", "context_date": dt.date(2026, 5, 4), "reference": "Revue, 2025",
        "theme": "relation", "theme_other": "", "question_opened": "Pour qui ?",
        "permission": "named", "named_as": "Ada Exemple", "review_wanted": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    "missing", ["parole", "sans_personne", "type_parole", "contexte", "date_parole", "diffusion"]
)
def test_what_is_required_is_asked_for(missing: str) -> None:
    _ready, problems = kept(without(missing))
    assert missing in {field for field, _ in problems}


def test_a_professional_is_not_quoted_by_name() -> None:
    ready, problems = kept(without(diffusion="nominative", nom_cite="Ada Exemple"))
    assert problems == [("diffusion", "experts_only")]
    assert ready.columns["named_as"] == ""


def test_a_name_given_without_the_permission_is_not_kept() -> None:
    ready, problems = kept(without(type_parole="expert", nom_cite="Ada Exemple"))
    assert problems == []
    assert ready.columns["named_as"] == ""
    assert "Ada" not in str(ready)


def test_a_job_is_written_under_the_quote_only_with_its_permission() -> None:
    assert kept(without(diffusion="fonction"))[0].attribution == "Accueil"
    assert kept(without())[0].attribution == ""
    other = without(fonction="autre", fonction__other="médiatrice", diffusion="fonction")
    assert kept(other)[0].attribution == "médiatrice"
    assert attribution(SHEET, Cleaned({"diffusion": "fonction"}, {})) == ""


def test_a_date_may_be_a_month_or_a_year() -> None:
    assert first_day("2026-05-04") == dt.date(2026, 5, 4)
    assert first_day("2026-05") == dt.date(2026, 5, 1)
    assert first_day("2026") == dt.date(2026, 1, 1)
    assert first_day(None) is None
    assert first_day("hier") is None


def test_an_empty_sheet_permits_nothing() -> None:
    assert columns(Cleaned())["permission"] == "internal"


def test_the_tally_counts_closed_answers_only() -> None:
    ready, _ = kept(without())
    assert ("diffusion", "anonyme") in ready.pairs
    assert not any(question == "parole" for question, _ in ready.pairs)
