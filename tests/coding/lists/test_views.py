"""Lists of texts: filters, filters kept, texts dealt out to coders."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.coding import operations
from feedback.coding.lists.models import Assignment, SavedFilter
from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.responses.models import Response
from feedback.studies.models import Study
from tests.factories import (
    make_codebook,
    make_document,
    make_lead,
    make_member,
    make_responses,
    make_site,
    make_study,
    make_survey,
)
from tests.page_client import Page, PageClient
from tests.statements import counted


@pytest.fixture
def study(app: Any) -> Study:
    """A study at two sites."""
    return make_study(make_site(), make_site())


@pytest.fixture
def codes(study: Study) -> dict[str, Code]:
    """Its codes by key."""
    return make_codebook(study)


@pytest.fixture
def coder(study: Study, codes: Any) -> Account:
    """A coder."""
    return make_member(study, "coder", name="Ana")


def texts(page: Page) -> list[str]:
    """The texts listed."""
    links = (e for e in page.all("a") if e.get("class") == "text-link")
    return ["".join(e.itertext()) for e in links]


def shown(client: PageClient, study: Study, **filters: str) -> list[str]:
    """The texts listed under some filters."""
    asked = "&".join(f"{name}={value}" for name, value in filters.items())
    return texts(client.get(f"/etudes/{study.public_id}/codage?{asked}"))


def code(coder: Account, document: Document, one: Code) -> None:
    """Code the whole of a text."""
    with writing():
        operations.add(coder, document, 0, document.length, one)


def test_each_filter_lists_its_texts_alone(
    study: Study, coder: Account, client: PageClient
) -> None:
    make_document(study, "lieu", "read", site_id=study.sites[1].id)
    make_document(study, "jour", "read", day=dt.date(2026, 5, 4))
    make_document(study, "langue", "read", language="es")
    make_document(study, "expert", "read", speaker="expert")
    make_document(study, "étape", "read", kind="step")
    make_document(study, "question", "read", part="pourquoi")
    make_document(study, "ailleurs", "read", kind="transcript", origin_room="texts")
    client.sign_in(coder)
    for filters, found in (
        ({"lieu": study.sites[1].public_id}, ["lieu"]),
        ({"du": "2026-05-04", "au": "2026-05-04"}, ["jour"]),
        ({"du": "2026-05-05"}, []),
        ({"au": "2026-05-03"}, []),
        ({"langue": "es"}, ["langue"]),
        ({"qui": "expert"}, ["expert"]),
        ({"nature": "step"}, ["étape"]),
        ({"nature": "text"}, ["ailleurs"]),
        ({"question": "pourquoi"}, ["question"]),
        ({"lieu": study.sites[1].public_id, "langue": "es"}, []),
    ):
        assert shown(client, study, **filters) == found, filters
    assert len(shown(client, study, du="hier", lieu="rome")) == 7, "nonsense asks for nothing"


def test_texts_of_one_survey(study: Study, coder: Account, client: PageClient) -> None:
    surveys = [make_survey(study), make_survey(make_study())]
    make_responses(study, surveys[0], 1, texts={"commentaire": "dans l'enquête"})
    make_document(study, "hors de l'enquête", "read", origin_room="paroles")
    with writing() as session:
        for document in session.query(Document):
            document.state = "read"
    assert db.session.query(Response).count() == 1
    client.sign_in(coder)
    assert shown(client, study, questionnaire=surveys[0].public_id) == ["dans l'enquête"]
    assert shown(client, study, questionnaire=surveys[1].public_id) == []


def test_states_of_coding(
    study: Study, coder: Account, client: PageClient, codes: dict[str, Code]
) -> None:
    made = [make_document(study, words, "read") for words in ("moi", "elle", "personne")]
    code(coder, made[0], codes["A1"])
    code(make_member(study, "coder"), made[1], codes["A1"])
    client.sign_in(coder)
    assert shown(client, study, etat="moi") == ["moi"]
    assert shown(client, study, etat="reste") == ["elle", "personne"]
    assert shown(client, study, reste="1") == ["elle", "personne"]
    assert shown(client, study, etat="personne") == ["personne"]
    assert shown(client, study, etat="attribues") == []


def test_words_are_shown_where_they_were_found(
    study: Study, coder: Account, client: PageClient
) -> None:
    make_document(study, "Un début. " * 40 + "Voici l'attente. " + "Une fin. " * 40, "read")
    page = client.sign_in(coder).get(f"/etudes/{study.public_id}/codage?q=attente")
    assert ["".join(e.itertext()) for e in page.all("mark")] == ["attente"]


# --- filters kept ---------------------------------------------------------------------------


def kept(client: PageClient, study: Study, question: str = "q=attente", **fields: str) -> Page:
    """A filter kept."""
    form = {"name": "Attente", **fields}
    return client.follow(f"/etudes/{study.public_id}/codage/filtres?{question}", form)


def test_a_filter_is_kept_renamed_and_removed(
    study: Study, coder: Account, client: PageClient
) -> None:
    client.sign_in(coder)
    assert "Filtre gardé." in kept(client, study).text
    (one,) = db.session.query(SavedFilter).all()
    assert one.address == {"q": "attente"}
    here = f"/etudes/{study.public_id}/codage/filtres/{one.public_id}"
    assert "Longues files" in client.follow(here, {"name": " Longues  files "}).text
    assert "Filtre retiré." in client.follow(f"{here}/retrait").text
    assert db.session.query(SavedFilter).count() == 0


def test_a_filter_is_seen_by_the_team_only_when_shared_and_changed_by_nobody_else(
    study: Study, coder: Account, client: PageClient
) -> None:
    client.sign_in(coder)
    kept(client, study)
    kept(client, study, name="Pour tous", shared="1")
    mine, shared = db.session.query(SavedFilter).order_by(SavedFilter.id)
    page = client.sign_in(make_member(study, "coder")).get(f"/etudes/{study.public_id}/codage")
    assert "Pour tous" in page.text
    assert "Attente" not in page.text
    for one in (mine, shared):
        client.post(f"/etudes/{study.public_id}/codage/filtres/{one.public_id}/retrait", status=404)


def test_a_filter_without_name_or_content_is_refused(
    study: Study, coder: Account, client: PageClient
) -> None:
    client.sign_in(coder)
    assert "Donnez un nom" in kept(client, study, name=" ").text
    assert "rien à garder" in kept(client, study, "").text
    assert "80 caractères au plus" in kept(client, study, name="x" * 81).text
    kept(client, study)
    assert db.session.query(SavedFilter).count() == 1
    kept(client, study, "q=autre")
    assert [one.address for one in db.session.query(SavedFilter)] == [{"q": "autre"}]


# --- texts dealt out ------------------------------------------------------------------------


def deal(
    client: PageClient, study: Study, *coders: Account, question: str = "", **fields: str
) -> Page:
    """Texts dealt out by the lead."""
    form = {"coders": [one.public_id for one in coders], "free": "1", **fields}
    return client.follow(f"/etudes/{study.public_id}/codage/attributions?{question}", form)


def held(*coders: Account) -> list[int]:
    """How many texts each coder is to code."""
    db.session.rollback()
    return [db.session.query(Assignment).filter_by(coder_id=one.id).count() for one in coders]


@pytest.fixture
def team(study: Study, coder: Account, client: PageClient) -> list[Account]:
    """Two coders, ten texts; the lead is signed in."""
    for number in range(10):
        make_document(study, f"texte {number}", "read", language="es" if number < 4 else "fr")
    make_document(study, "pas relu")
    client.sign_in(make_lead(study))
    return [coder, make_member(study, "coder", name="Bob")]


def test_texts_are_shared_out_evenly_then_only_the_free_ones(
    study: Study, client: PageClient, team: list[Account]
) -> None:
    assert "4 textes attribués." in deal(client, study, *team, question="langue=es").text
    assert held(*team) == [2, 2]
    page = client.get(f"/etudes/{study.public_id}/codage/attributions")
    assert "10, dont 6 attribués à personne" in page.text
    assert "6 textes attribués." in deal(client, study, *team).text
    assert held(*team) == [5, 5]


def test_all_the_texts_may_go_to_each(
    study: Study, client: PageClient, team: list[Account]
) -> None:
    assert "20 textes attribués." in deal(client, study, *team, how="each").text
    assert held(*team) == [10, 10]


def test_one_sees_how_far_each_is_and_takes_back_what_is_left(
    study: Study, client: PageClient, team: list[Account], codes: dict[str, Code]
) -> None:
    deal(client, study, *team)
    code(team[0], db.session.query(Document).order_by(Document.id).first(), codes["A1"])
    page = client.get(f"/etudes/{study.public_id}/codage/attributions")
    rows = ["".join(" ".join(e.itertext())).split()[:4] for e in page.all("tr")]
    assert ["Ana", "5", "1", "4"] in rows
    back = f"/etudes/{study.public_id}/codage/attributions/retrait"
    assert "4 textes repris." in client.follow(back, {"coder": team[0].public_id}).text
    assert held(*team) == [1, 5]


def test_nobody_or_nothing_chosen_is_told(
    study: Study, client: PageClient, team: list[Account]
) -> None:
    here = f"/etudes/{study.public_id}/codage/attributions"
    assert "au moins une personne" in client.post(here, {}, 422).text
    form = {"coders": team[0].public_id, "free": "1"}
    assert "Aucun texte" in client.post(f"{here}?langue=pt", form, 422).text


def test_a_coder_sees_her_own_texts_first(
    study: Study, client: PageClient, team: list[Account]
) -> None:
    deal(client, study, team[0], question="langue=es")
    client.sign_in(team[0])
    client.get(f"/etudes/{study.public_id}/codage", 303)
    page = client.get(f"/etudes/{study.public_id}/codage?etat=attribues")
    assert texts(page) == [f"texte {n}" for n in range(4)]
    assert "Mes textes 4" in page.text
    assert len(shown(client, study, etat="tous")) == 10
    client.get(f"/etudes/{study.public_id}/codage/attributions", 404)


def test_the_list_costs_as_many_statements_for_many_texts_as_for_few(
    study: Study, client: PageClient, team: list[Account]
) -> None:
    pages = ("codage?etat=tous", "codage?q=texte", "codage/attributions")
    found = []
    for _round in range(2):
        with counted() as asked:
            for one in pages:
                client.get(f"/etudes/{study.public_id}/{one}")
        found.append(len(asked))
        for number in range(30):
            make_document(study, f"texte encore {number}", "read")
    assert found[0] == found[1]
