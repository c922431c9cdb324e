"""The public page where paroles are left, without any script."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.paroles import operations
from feedback.paroles.models import Parole, ParoleContact, ParoleLink
from feedback.studies.models import Study
from tests.factories import make_lead, make_study
from tests.page_client import Page, PageClient
from tests.paroles.making import RAW, WORDS, make_parole_link

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


@pytest.fixture
def link(app: object) -> ParoleLink:
    """An open link."""
    return make_parole_link(make_study())


def fields(page: Page, **changes: str) -> dict[str, str]:
    """What the form would send, filled in."""
    hidden = {
        i.get("name"): i.get("value") for i in page.all("input")
        if i.get("type") == "hidden"
    }  # fmt: skip
    day = {"date_parole__day": "4", "date_parole__month": "5", "date_parole__year": "2026"}
    answers = {k: v for k, v in RAW.items() if k != "date_parole"}
    return {**hidden, **answers, **day, **changes}


def leave(client: PageClient, link: ParoleLink, status: int = 200, **changes: str) -> Page:
    """Open the page, fill it in and send it."""
    page = client.get(f"/p/{link.token}")
    return client.post(f"/p/{link.token}", fields(page, **changes), status)


def test_the_page_asks_first_for_the_words_and_permits_nothing_by_default(
    client: PageClient, link: ParoleLink
) -> None:
    page = client.get(f"/p/{link.token}")
    questions = [e.get("data-question") for e in page.tree.iter() if e.get("data-question")]
    assert questions[0] == "parole"
    ticked = [i for i in page.all("input") if i.get("checked") is not None]
    assert ticked == []


def test_the_page_loads_nothing_from_elsewhere(client: PageClient, link: ParoleLink) -> None:
    page = client.get(f"/p/{link.token}")
    assert "jsdelivr" not in page.response.headers["Content-Security-Policy"]
    sources = [e.get("src") or e.get("href") for e in [*page.all("script"), *page.all("link")]]
    assert all(s is None or s.startswith(("/", "data:")) for s in sources)
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_parole_is_left_and_its_author_leaves_with_a_code(
    client: PageClient, link: ParoleLink
) -> None:
    page = leave(client, link)
    assert CODE.search(page.text)
    assert db.session.scalars(select(Document.text)).all() == [WORDS]
    parole = db.session.scalars(select(Parole)).one()
    assert (parole.mode, parole.permission, parole.job) == ("lien", "anonymous", "accueil")


def test_the_same_page_sent_again_shows_the_same_code(client: PageClient, link: ParoleLink) -> None:
    sent = fields(client.get(f"/p/{link.token}"))
    first = client.post(f"/p/{link.token}", sent, 200)
    again = client.post(f"/p/{link.token}", sent, 200)
    assert CODE.findall(first.text) == CODE.findall(again.text)
    assert "déjà enregistrée" in again.text
    assert len(db.session.scalars(select(Parole.id)).all()) == 1


def test_other_words_from_the_same_page_are_kept_aside(
    client: PageClient, link: ParoleLink
) -> None:
    sent = fields(client.get(f"/p/{link.token}"))
    client.post(f"/p/{link.token}", sent, 200)
    page = client.post(
        f"/p/{link.token}", {**sent, "parole": "Finalement, je dirais autre chose."}, 200
    )
    assert "mise de côté" in page.text
    texts = db.session.scalars(select(Document.text)).all()
    assert sorted(texts) == sorted([WORDS, "Finalement, je dirais autre chose."])


def test_what_is_missing_is_told_and_nothing_typed_is_lost(
    client: PageClient, link: ParoleLink
) -> None:
    page = leave(client, link, 422, diffusion="", service="Secteur nord", parole="Trop court")
    assert page.tree.find(".//{*}title").text.startswith("Erreur")
    assert "Ce texte est trop court" in page.text
    assert "Secteur nord" in page.html
    assert "Trop court" in page.text
    assert db.session.scalar(select(Parole.id)) is None


def test_a_token_that_is_not_ours_keeps_the_words_on_the_page(
    client: PageClient, link: ParoleLink
) -> None:
    page = leave(client, link, 422, start="faux")
    assert "restée ouverte trop longtemps" in page.text
    assert WORDS in page.text
    again = client.post(f"/p/{link.token}", fields(page), 200)
    assert CODE.search(again.text)


def test_reading_it_again_needs_an_address_and_the_address_is_sealed(
    client: PageClient, link: ParoleLink
) -> None:
    page = leave(client, link, 422, relecture="oui", courriel_relecture="pas une adresse")
    assert "écrivez une adresse électronique" in page.text
    leave(client, link, 200, relecture="oui", courriel_relecture="moi@example.org")
    kept = db.session.scalars(select(ParoleContact)).one()
    assert "example.org" not in kept.sealed
    assert db.session.scalars(select(Parole.review_wanted)).all() == [True]


def test_an_address_is_not_kept_when_nobody_asked_to_read_again(
    client: PageClient, link: ParoleLink
) -> None:
    leave(client, link, 200, relecture="non", courriel_relecture="moi@example.org")
    assert db.session.scalar(select(ParoleContact.parole_id)) is None


def test_the_page_speaks_the_languages_of_the_sheet(client: PageClient, link: ParoleLink) -> None:
    page = client.get(f"/p/{link.token}?lang=en")
    assert page.tree.get("lang") == "en"
    assert "Say it in your own words" in page.text
    assert client.get(f"/p/{link.token}?lang=zz").tree.get("lang") == "fr"
    thanks = client.post(f"/p/{link.token}", fields(page), 200)
    assert "Your words are recorded" in thanks.text


def test_a_closed_link_says_so(client: PageClient, link: ParoleLink) -> None:
    sent = fields(client.get(f"/p/{link.token}"))
    with writing():
        found = db.session.get_one(ParoleLink, link.id)
        operations.close_link(make_lead(db.session.get_one(Study, found.study_id)), found)
    assert "ne recueille plus" in client.get(f"/p/{link.token}", 410).text
    client.post(f"/p/{link.token}", sent, 410)
    assert db.session.scalar(select(Parole.id)) is None


def test_a_parole_already_kept_is_thanked_even_after_the_link_closed(
    client: PageClient, link: ParoleLink
) -> None:
    sent = fields(client.get(f"/p/{link.token}"))
    first = client.post(f"/p/{link.token}", sent, 200)
    with writing():
        found = db.session.get_one(ParoleLink, link.id)
        operations.close_link(make_lead(db.session.get_one(Study, found.study_id)), found)
    again = client.post(f"/p/{link.token}", sent, 200)
    assert CODE.findall(first.text) == CODE.findall(again.text)


def test_an_unknown_link_does_not_exist(client: PageClient) -> None:
    client.get("/p/nimportequoi", 404)
    client.post("/p/nimportequoi", {}, 404)


@pytest.mark.parametrize("junk", ["\x00", "a" * 5000, "😀" * 100, "<script>"])
def test_odd_words_never_break_the_page(client: PageClient, link: ParoleLink, junk: str) -> None:
    page = client.get(f"/p/{link.token}")
    sent = dict.fromkeys(fields(page), junk) | {"lang": "fr"}
    client.post(f"/p/{link.token}", sent, 422)
