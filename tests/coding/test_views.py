"""The pages of coding, as coders use them without a script, and the fragments of the others."""

from __future__ import annotations

import json
from typing import Any

import pytest

from feedback.accounts.models import Account, Notice
from feedback.codebook.models import Code
from feedback.coding.models import Coding, RemovedCoding
from feedback.corpus.models import Document
from feedback.db import db
from feedback.studies.models import Study
from tests.factories import make_codebook, make_document, make_lead, make_member, make_study
from tests.page_client import Page, PageClient

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
WORDS = "L'accueil était doux. Tout le monde entendait 🙂 mon histoire."


@pytest.fixture
def study(app: Any) -> Study:
    """A study."""
    return make_study()


@pytest.fixture
def codes(study: Study) -> dict[str, Code]:
    """Its codes by key."""
    return make_codebook(study)


@pytest.fixture
def coder(study: Study) -> Account:
    """A coder."""
    return make_member(study, "coder", name="Ana Code")


@pytest.fixture
def browser(coder: Account, client: PageClient) -> PageClient:
    """The coder's browser."""
    return client.sign_in(coder)


@pytest.fixture
def document(study: Study) -> Document:
    """A text that may be coded."""
    return make_document(study, WORDS, "read")


def offered(page: Any) -> list[Any]:
    """The stretches that the page offers to code."""
    chosen = next(one for one in page.all("select") if one.get("id") == "sentence")
    return [option.get("value") for option in chosen]


def said(page: Page) -> list[str]:
    """The words of each block, as the page shows them."""
    return ["".join(p.itertext()) for p in page.all("p") if p.get("data-start") is not None]


def code(browser: PageClient, document: Document, **fields: Any) -> Page:
    """Code the second sentence, without a script."""
    form = {"sentence": "22-61", "code": "A3", "valence": "-1", **fields}
    return browser.follow(f"/codage/{document.public_id}/passages", form)


def test_the_list_shows_what_may_be_coded_and_how_far_one_is(
    study: Study, document: Document, codes: dict[str, Code], browser: PageClient
) -> None:
    make_document(study, "Pas encore relu")
    page = browser.get(f"/etudes/{study.public_id}/codage")
    assert "Vous avez codé 0 textes sur 1" in page.text
    assert "Tout le monde entendait" in page.text
    assert "Pas encore relu" not in page.text
    code(browser, document)
    page = browser.get(f"/etudes/{study.public_id}/codage?reste=1")
    assert "Aucun texte ne répond à ces filtres" in page.text


def test_an_empty_list_says_where_texts_come_from(study: Study, browser: PageClient) -> None:
    page = browser.get(f"/etudes/{study.public_id}/codage")
    assert "dès qu'il est relu" in page.text
    assert "pas encore de livre de codes" in page.text


def test_a_passage_is_coded_by_its_sentence_without_a_script(
    document: Document, codes: dict[str, Code], browser: PageClient
) -> None:
    page = browser.get(f"/codage/{document.public_id}")
    assert said(page) == [WORDS]
    options = offered(page)
    assert options[:4] == ["", "0-61", "0-21", "22-61"]
    page = code(browser, document, memo="à relire")
    assert "Codé : A3 Confidentialité" in page.text
    assert said(page) == [WORDS]
    stored = db.session.query(Coding).one()
    assert (stored.passage.start, stored.passage.end, stored.valence) == (22, 61, -1)
    assert "à relire" in page.html


def test_what_is_selected_comes_before_the_sentence(
    document: Document, codes: dict[str, Code], browser: PageClient
) -> None:
    code(browser, document, start="2", end="9")
    stored = db.session.query(Coding).one()
    assert (stored.passage.start, stored.passage.end) == (2, 9)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"sentence": ""}, "Choisissez d'abord un passage"),
        ({"start": "50", "end": "99999"}, "Ce passage n'est pas dans le texte"),
        ({"start": "9", "end": "2"}, "Ce passage n'est pas dans le texte"),
        ({"code": ""}, "Choisissez un code"),
        ({"code": "A"}, "Choisissez un code"),
        ({"code": "inconnu"}, "Choisissez un code"),
        ({"valence": "7"}, "La valence est"),
        ({"memo": "x" * 6000}, "trop long"),
    ],
)
def test_a_bad_coding_is_refused_and_nothing_typed_is_lost(
    document: Document, codes: dict[str, Code], browser: PageClient, fields: dict[str, str],
    words: str,
) -> None:  # fmt: skip
    form = {"sentence": "22-61", "code": "A3", "memo": "mon mémo", **fields}
    page = browser.post(f"/codage/{document.public_id}/passages", form, 422)
    assert words in page.text
    assert form["memo"] in page.html
    part = browser.post(f"/codage/{document.public_id}/passages", form, 422, headers=HTMX)
    assert words in part.text
    assert db.session.query(Coding).count() == 0


def test_with_a_script_only_what_changed_comes_back_and_is_said(
    document: Document, codes: dict[str, Code], browser: PageClient
) -> None:
    form = {"start": "0", "end": "9", "code": "A2", "valence": "1"}
    part = browser.post(f"/codage/{document.public_id}/passages", form, 200, headers=HTMX)
    assert "<!doctype" not in part.html
    assert said(part) == [WORDS]
    assert "1 codage sur cette page" in part.text
    assert json.loads(part.response.headers["HX-Trigger"]) == {
        "coded": {"said": "Codé\N{NO-BREAK SPACE}: A2 Écoute"}
    }


def test_a_coding_is_changed_taken_away_and_taken_back(
    document: Document, codes: dict[str, Code], browser: PageClient
) -> None:
    code(browser, document)
    public_id = db.session.query(Coding).one().public_id
    page = browser.follow(f"/codages/{public_id}/modification", {"valence": "1", "memo": "autre"})
    assert "Codage modifié" in page.text
    page = browser.follow(f"/codages/{public_id}/retrait")
    assert "Codage retiré" in page.text
    assert "Annuler" in page.text
    assert db.session.query(Coding).count() == 0
    page = browser.follow(f"/codages/{public_id}/retour")
    assert "Codage remis" in page.text
    back = db.session.query(Coding).one()
    assert (back.public_id, back.valence, back.memo) == (public_id, 1, "autre")
    assert db.session.query(RemovedCoding).count() == 0


def test_nobody_changes_somebody_elses_coding(
    study: Study, document: Document, codes: dict[str, Code], browser: PageClient
) -> None:
    code(browser, document)
    public_id = db.session.query(Coding).one().public_id
    browser.sign_in(make_member(study, "coder"))
    browser.post(f"/codages/{public_id}/modification", {"valence": "1"}, 422)
    browser.post(f"/codages/{public_id}/retrait", {}, 422)
    browser.post(f"/codages/{public_id}/retour", {}, 404)
    assert db.session.query(Coding).one().valence == -1


def test_others_codings_are_seen_only_when_asked(
    study: Study, document: Document, codes: dict[str, Code], browser: PageClient
) -> None:
    code(browser, document)
    browser.sign_in(make_member(study, "coder"))
    page = browser.get(f"/codage/{document.public_id}")
    assert "0 codage sur cette page" in page.text
    assert "Voir aussi 1 codage d'autres personnes" in page.text
    page = browser.get(f"/codage/{document.public_id}?autres=1")
    assert "Ana Code" in page.html
    assert "Retirer ce codage" not in page.text


def test_a_transcript_shows_its_turns_and_codes_only_the_person_by_default(
    study: Study, codes: dict[str, Code], browser: PageClient
) -> None:
    talk = make_document(study, "E : Et alors ?\nP : Rien. J’attends.", "read", kind="transcript")
    page = browser.get(f"/codage/{talk.public_id}")
    assert said(page) == ["Et alors ?", "Rien. J’attends."]
    assert offered(page) == ["", "19-24", "25-35"]
    form = {"start": "4", "end": "14", "code": "A1"}
    assert "question" in browser.post(f"/codage/{talk.public_id}/passages", form, 422).text
    page = browser.get(f"/codage/{talk.public_id}?questions=1")
    assert offered(page)[1] == "4-14"
    browser.post(f"/codage/{talk.public_id}/passages", {**form, "questions": "1"})
    assert db.session.query(Coding).count() == 1


def test_a_translation_is_coded_beside_the_text_it_translates(
    study: Study, codes: dict[str, Code], browser: PageClient
) -> None:
    foreign = make_document(study, "استقبال جيّد", "read", language="ar")
    french = make_document(
        study, "Bon accueil", "read", translation_of_id=foreign.id, translator="Inter"
    )
    listed = browser.get(f"/etudes/{study.public_id}/codage")
    assert "Bon accueil" in listed.text
    assert "استقبال" not in listed.text
    page = browser.get(f"/codage/{french.public_id}")
    assert "traduit de l'arabe · Inter" in page.text
    assert "استقبال جيّد" in page.text
    assert said(page) == ["Bon accueil"]
    assert "coder la traduction" in browser.get(f"/codage/{foreign.public_id}").text


def test_one_goes_from_text_to_text_within_ones_filters(
    study: Study, codes: dict[str, Code], browser: PageClient
) -> None:
    texts = [make_document(study, f"Texte {n}", "read") for n in range(3)]
    other = make_document(study, "Muy bien", "read", language="es")

    def way(document: Document, to: str, more: str = "") -> str:
        answer = browser.get(f"/codage/{document.public_id}/suite?vers={to}{more}", 303)
        return answer.response.headers["Location"]

    assert texts[1].public_id in way(texts[0], "apres")
    assert texts[0].public_id in way(texts[1], "avant")
    assert other.public_id in way(texts[2], "apres")
    assert f"/etudes/{study.public_id}/codage?langue=fr" in way(texts[2], "apres", "&langue=fr")
    assert "C'était le bout de la liste" in browser.get(f"/etudes/{study.public_id}/codage").text
    code(browser, texts[1], sentence="0-5")
    assert texts[2].public_id in way(texts[0], "reste")


def test_coding_an_alert_tells_the_lead(
    study: Study, document: Document, codes: dict[str, Code], browser: PageClient
) -> None:
    code(browser, document, code="Z1")
    notice = db.session.query(Notice).one()
    assert (notice.account_id, notice.kind) == (make_lead(study).id, "danger")


@pytest.mark.parametrize("state", ["to_read", "superseded", "withdrawn"])
def test_a_text_that_is_not_read_does_not_exist_for_a_coder(
    study: Study, codes: dict[str, Code], browser: PageClient, state: str
) -> None:
    hidden = make_document(study, "Caché", state)
    browser.get(f"/codage/{hidden.public_id}", 404)
    form = {"start": "0", "end": "3", "code": "A1"}
    browser.post(f"/codage/{hidden.public_id}/passages", form, 404)


def test_with_two_readers_a_text_is_coded_once_validated(
    study: Study, document: Document, codes: dict[str, Code], browser: PageClient
) -> None:
    browser.app.config["TWO_READERS"] = True
    try:
        browser.get(f"/codage/{document.public_id}", 404)
        page = browser.get(f"/etudes/{study.public_id}/codage")
        assert "validé par une seconde personne" in page.text
    finally:
        browser.app.config["TWO_READERS"] = False


def test_a_code_is_read_across_the_texts(
    study: Study, document: Document, codes: dict[str, Code], browser: PageClient
) -> None:
    address = f"/etudes/{study.public_id}/codes/A3"
    assert "Aucun passage ici" in browser.get(address).text
    code(browser, document)
    page = browser.get(address)
    assert "Tout le monde entendait 🙂 mon histoire." in page.text
    assert "Aucun passage ici" in browser.get(f"{address}?valence=1").text
    browser.get(f"{address}?avant=nothing&valence=x")
    browser.get(f"/etudes/{study.public_id}/codes/nothing", 404)


def test_words_typed_by_strangers_are_shown_never_run(
    study: Study, codes: dict[str, Code], browser: PageClient
) -> None:
    nasty = "<script>alert(1)</script> & \"'><b>gras</b>"
    document = make_document(study, nasty, "read")
    page = browser.get(f"/codage/{document.public_id}")
    assert said(page) == [nasty]
    code(browser, document, sentence=f"0-{len(nasty)}", memo=nasty)
    assert said(browser.get(f"/codage/{document.public_id}")) == [nasty]


@pytest.mark.parametrize("role", ["moderator", "manager", "agent", "interviewer"])
def test_other_roles_do_not_code(
    study: Study, document: Document, client: PageClient, role: str
) -> None:
    client.sign_in(make_member(study, role))
    client.get(f"/etudes/{study.public_id}/codage", 404)
    client.get(f"/codage/{document.public_id}", 404)
