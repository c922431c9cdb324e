"""The pages where a study lead brings a form and takes a version away."""

from __future__ import annotations

import html
import io
import json
import re

import pytest
from sqlalchemy import func, select

from feedback.db import db
from feedback.formats.xlsform.book import read
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of, draft, instruments, published
from feedback.instruments.xlsform.reading import read_form
from feedback.studies.models import Study
from tests.factories import make_lead, make_member, make_study, make_survey
from tests.formats.xlsform.making import survey, workbook
from tests.page_client import Page, PageClient

GOOD = workbook(
    survey=survey(
        {"type": "select_one oui_non", "name": "venu", "label": "Êtes-vous déjà venu ?"},
        {"type": "text", "name": "Pourquoi", "label": "Pourquoi ?", "relevant": "${venu} = 'oui'"},
        {"type": "geopoint", "name": "ou", "label": "Où ?"},
        {"type": "integer", "name": "age", "label": "Âge", "relevant": "${Pourquoi} = 'x'"},
    ),
    choices=survey(
        {"list_name": "oui_non", "name": "oui", "label": "Oui"},
        {"list_name": "oui_non", "name": "non", "label": "Non"},
    ),
    settings=survey({"form_title": "Ma visite", "form_id": "visite", "default_language": "fr"}),
)


def sent(
    client: PageClient, study: Study, data: bytes, kind: str = "survey", status: int = 200
) -> Page:
    """Send a form to be read."""
    where = f"/etudes/{study.public_id}/questionnaires/xlsform"
    upload = {"file": (io.BytesIO(data), "visite.xlsx"), "kind": kind}
    return client.post(where, upload, status)


def kept(client: PageClient, study: Study, seen: Page) -> Page:
    """Keep what a page showed, as its button does."""
    held = re.search(r'name="definition" type="hidden" value="([^"]+)"', seen.html)
    assert held is not None
    where = f"/etudes/{study.public_id}/questionnaires/xlsform/brouillon"
    return client.follow(where, {"definition": html.unescape(held[1])})


def count() -> int:
    """Return how many instruments there are."""
    return db.session.scalar(select(func.count(Instrument.id))) or 0


def test_a_form_is_seen_before_anything_is_created(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    page = sent(client, study, GOOD)
    assert "Ma visite" in page.text
    assert "Vive Voix ne relève pas la position." in page.text
    assert "Devient « pourquoi »" in page.text
    assert "${Pourquoi} = 'x'" in page.text
    assert count() == 0


def test_what_was_seen_becomes_a_draft(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    page = kept(client, study, sent(client, study, GOOD))
    assert "Brouillon créé : 3 questions" in page.text
    (instrument,) = instruments(study)
    version = draft(instrument)
    assert version is not None
    definition = definition_of(version)
    assert [one.code for one in definition.questions] == ["venu", "pourquoi", "age"]
    assert definition.by_code["pourquoi"].show_if == {"equals": ["venu", "oui"]}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 et puis rien", "n'est pas un classeur Excel"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "ancien format .xls"),
        (workbook(Questions=[["a"]], Choix=[["b"]]), "Feuilles trouvées : Questions, Choix"),
        (
            workbook(survey=survey({"type": "text", "name": "a"}, {"type": "end_group"})),
            "Feuille « survey », ligne 3",
        ),
    ],
)
def test_a_bad_file_is_refused_in_words_and_nothing_is_created(
    client: PageClient, data: bytes, words: str
) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    assert words in sent(client, study, data, status=422).text
    assert count() == 0


def test_no_file_is_asked_for(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    where = f"/etudes/{study.public_id}/questionnaires/xlsform"
    assert "Choisissez un fichier." in client.post(where, {"kind": "survey"}, 422).text


@pytest.mark.parametrize("held", ["", "{", '{"format": 1}', "[]", '{"format": 2}'])
def test_a_page_tampered_with_creates_nothing(client: PageClient, held: str) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    where = f"/etudes/{study.public_id}/questionnaires/xlsform/brouillon"
    page = client.follow(where, {"definition": held})
    assert "Importer un XLSForm" in page.text
    assert count() == 0


def test_a_version_goes_out_and_comes_back_as_the_next_draft(client: PageClient) -> None:
    study = make_study()
    instrument = make_survey(study)
    version = published(instrument)
    assert version is not None
    client.sign_in(make_lead(study))
    where = f"/questionnaires/{instrument.public_id}/versions/{version.public_id}/xlsform"
    response = client._ask(client.browser.get, where)
    assert response.headers["Content-Disposition"] == 'attachment; filename="accueil-v1.xlsx"'
    assert read_form(read(response.data)).definition.digest == version.digest
    seen = sent(client, study, response.data)
    assert "Rien n'est laissé de côté." in seen.text
    assert "ce qui est publié ne change pas" in seen.text
    kept(client, study, seen)
    db.session.expire_all()
    (instrument,) = instruments(study)
    newer = draft(instrument)
    assert newer is not None
    assert (newer.number, newer.digest) == (2, version.digest)


def test_another_kind_of_the_same_code_is_refused_in_words(client: PageClient) -> None:
    study = make_study()
    make_survey(study)
    client.sign_in(make_lead(study))
    data = workbook(
        survey=survey({"type": "text", "name": "a", "label": "A"}),
        settings=survey({"form_title": "x", "form_id": "accueil"}),
    )
    seen = sent(client, study, data, "interview")
    assert "changez « form_id »" in seen.text
    assert 'name="definition"' in seen.html
    assert "ne changent pas" in kept(client, study, seen).text


def test_only_a_study_lead_may_bring_a_form(client: PageClient) -> None:
    study, other = make_study(), make_study()
    client.sign_in(make_member(study, "coder"))
    where = f"/etudes/{study.public_id}/questionnaires/xlsform"
    client.get(where, 404)
    client.sign_in(make_lead(other))
    client.get(where, 404)
    client.post(where, {"kind": "survey"}, 404)
    client.post(where + "/brouillon", {"definition": "{}"}, 404)


def test_the_longest_title_fits_the_list(client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_lead(study))
    document = {
        "format": 1, "code": "long", "kind": "survey", "title": {"fr": "x" * 300},
        "languages": ["fr"], "questions": [{"code": "a", "kind": "long_text", "text": {"fr": "A"}}],
    }  # fmt: skip
    where = f"/etudes/{study.public_id}/questionnaires/xlsform/brouillon"
    client.post(where, {"definition": json.dumps(document)})
    assert [len(one.title) for one in instruments(study)] == [200]
