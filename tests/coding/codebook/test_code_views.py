"""The pages of the codebook."""

from __future__ import annotations

from typing import Any

import pytest

from feedback.codebook.conventions import COLOURS
from feedback.codebook.models import Code
from feedback.codebook.queries import by_key
from feedback.db import db
from feedback.studies.models import Study
from tests.factories import make_codebook, make_document, make_lead, make_member, make_study
from tests.page_client import PageClient

FORM = {
    "key": "A11", "name": "Patience", "parent": "A", "definition": "Ne pas presser",
    "include": "« pas pressée »", "exclude": "Délai → B4", "codable": "1", "colour": COLOURS[3],
}  # fmt: skip


@pytest.fixture
def study(app: Any) -> Study:
    """A study."""
    return make_study()


@pytest.fixture
def lead(study: Study, client: PageClient) -> PageClient:
    """The lead's browser."""
    return client.sign_in(make_lead(study))


def book(study: Study, more: str = "") -> str:
    """The address of the codebook."""
    return f"/etudes/{study.public_id}/livre-de-codes{more}"


def order(study: Study) -> list[str]:
    """Keys of the family A, as listed."""
    db.session.expire_all()
    found = db.session.query(Code).filter_by(study_id=study.id).order_by(Code.position)
    return [c.key for c in found if c.parent and c.parent.key == "A"]


def test_the_lead_begins_with_the_starter_codebook(study: Study, lead: PageClient) -> None:
    assert "Commencer avec ce livre" in lead.get(book(study)).text
    page = lead.follow(book(study))
    assert "37 codes" in page.text
    assert "Confidentialité" in page.text
    assert "déjà un livre de codes" in lead.follow(book(study)).text


def test_the_book_says_what_each_code_takes_and_how_often_it_is_used(
    study: Study, lead: PageClient
) -> None:
    make_codebook(study)
    document = make_document(study, "Tout le monde entend", "read")
    lead.post(f"/codage/{document.public_id}/passages", {"sentence": "0-20", "code": "A3"})
    page = lead.get(book(study))
    assert "Guichet ouvert, file derrière soi" in page.text
    assert "1 codage" in page.text
    assert f"/etudes/{study.public_id}/codes/A3?autres=1" in page.html


def test_a_code_is_added_under_its_family_with_the_familys_colour(
    study: Study, lead: PageClient
) -> None:
    codes = make_codebook(study)
    page = lead.follow(f"/etudes/{study.public_id}/nouveau-code", FORM)
    assert "Patience" in page.text
    added = by_key(study, "A11")
    assert added is not None
    assert (added.parent.key, added.colour) == ("A", codes["A"].colour)  # type: ignore[union-attr]
    assert order(study)[-1] == "A11"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"key": "a3"}, "La clé A3 est déjà prise"),
        ({"key": "1 2"}, "Une lettre, puis"),
        ({"key": ""}, "Remplissez ce champ"),
        ({"name": " "}, "Remplissez ce champ"),
        ({"name": "x" * 200}, "120 caractères au plus"),
    ],
)
def test_a_bad_code_is_refused_and_nothing_typed_is_lost(
    study: Study, lead: PageClient, change: dict[str, str], words: str
) -> None:
    make_codebook(study)
    before = db.session.query(Code).count()
    page = lead.post(f"/etudes/{study.public_id}/nouveau-code", {**FORM, **change}, 422)
    assert words in page.text
    assert "Ne pas presser" in page.text
    assert db.session.query(Code).count() == before


def test_a_code_changes_all_but_its_key(study: Study, lead: PageClient) -> None:
    make_codebook(study)
    form = {**FORM, "key": "B9", "name": "Discrétion", "parent": "B"}
    assert 'value="Confidentialité"' in lead.get(book(study, "/A3")).html
    lead.post(book(study, "/A3"), form)
    db.session.expire_all()
    changed = by_key(study, "A3")
    assert changed is not None
    assert (changed.name, changed.parent.key) == ("Discrétion", "B")  # type: ignore[union-attr]
    assert by_key(study, "B9") is None


def test_a_code_in_use_stays_a_code_and_a_family_with_codes_may_become_one(
    study: Study, lead: PageClient
) -> None:
    make_codebook(study)
    document = make_document(study, "Texte", "read")
    lead.post(f"/codage/{document.public_id}/passages", {"sentence": "0-5", "code": "A3"})
    page = lead.post(book(study, "/A3"), {**FORM, "codable": "0"}, 422)
    assert "ne peut pas devenir une famille" in page.text
    lead.post(book(study, "/A"), {**FORM, "parent": "", "codable": "1"})
    family = by_key(study, "A")
    assert family is not None
    assert family.codable
    assert "A3" in order(study)


def test_a_family_is_never_under_itself(study: Study, lead: PageClient) -> None:
    make_codebook(study)
    lead.post(book(study, "/B"), {**FORM, "parent": "A", "codable": "0"})
    page = lead.post(book(study, "/A"), {**FORM, "parent": "B", "codable": "0"}, 422)
    assert "ne peut pas être sous lui-même" in page.text
    assert by_key(study, "B1").colour == by_key(study, "A").colour  # type: ignore[union-attr]


def test_codes_change_places_within_their_family(study: Study, lead: PageClient) -> None:
    make_codebook(study)
    lead.post(book(study, "/A3/place"), {"sens": "haut"})
    assert order(study)[:3] == ["A1", "A3", "A2"]
    lead.post(book(study, "/A1/place"), {"sens": "haut"})
    lead.post(book(study, "/A3/place"), {"sens": "bas"})
    assert order(study)[:3] == ["A1", "A2", "A3"]


def test_an_archived_code_is_no_longer_offered_and_comes_back(
    study: Study, lead: PageClient
) -> None:
    make_codebook(study)
    document = make_document(study, "Texte", "read")
    lead.post(book(study, "/A3/archivage"))
    assert "Confidentialité" not in lead.get(book(study)).text
    assert "Confidentialité" in lead.get(book(study, "?archives=1")).text
    assert "Confidentialité" not in lead.get(f"/codage/{document.public_id}").text
    lead.post(book(study, "/A3/reouverture"))
    assert "Confidentialité" in lead.get(book(study)).text
    assert "Archivez d'abord" in lead.follow(book(study, "/A/archivage")).text


@pytest.mark.parametrize("role", ["coder", "moderator"])
def test_coders_and_moderators_read_and_do_not_edit(
    study: Study, client: PageClient, role: str
) -> None:
    make_codebook(study)
    client.sign_in(make_member(study, role))
    page = client.get(book(study))
    assert "Confidentialité" in page.text
    assert "Modifier" not in page.text
    client.get(book(study, "/A3"), 404)
    client.post(f"/etudes/{study.public_id}/nouveau-code", FORM, 404)
    client.post(book(study, "/A3/archivage"), {}, 404)
