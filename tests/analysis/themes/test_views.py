"""What the answers in words speak of, on the page of results."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from feedback.analysis import desk
from feedback.coding import operations as coding
from feedback.corpus.models import Document
from feedback.db import writing
from feedback.responses.models import Response
from tests.factories import (
    make_codebook,
    make_member,
    make_responses,
    make_site,
    make_study,
    make_survey,
)
from tests.page_client import HTML, PageClient

MARCH, APRIL = dt.date(2026, 3, 4), dt.date(2026, 4, 8)
SAID = {"commentaire": "Voilà."}


@pytest.fixture(autouse=True)
def may_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day is known."""
    monkeypatch.setattr(desk, "today", lambda: dt.date(2026, 5, 20))


class Comments:
    """Twelve answers at a first place, six at a second; all at the first are coded A2, six A3."""

    def __init__(self) -> None:
        self.study = make_study(make_site("Maison 1"), make_site("Maison 2"))
        self.codes = make_codebook(self.study)
        self.survey = make_survey(self.study)
        self.coder = make_member(self.study, "coder")
        make_responses(self.study, self.survey, 12, day=MARCH, texts=SAID)
        make_responses(self.study, self.survey, 6, day=APRIL, site=1, texts=SAID)
        self.address = f"/enquetes/{self.survey.public_id}/resultats"
        found = Response.query.order_by(Response.id).all()
        self.first, self.second = found[:12], found[12:]
        self.texts = [self.say(one, f"On m'écoute {n}.", "A2", 1) for n, one in enumerate(self.first)]  # fmt: skip
        for text in self.texts[:6]:
            self.code(text, "A3", -1)

    def say(self, to: Response, words: str, key: str, valence: int) -> Document:
        """What was written in an answer, read and coded."""
        with writing():
            text: Document = Document.query.filter_by(origin_id=to.public_id).one()
            text.text, text.length, text.state = words, len(words), "read"
        self.code(text, key, valence)
        return text

    def code(self, text: Document, key: str, valence: int) -> None:
        """A code on a whole comment."""
        with writing():
            coding.add(self.coder, text, 0, 5, self.codes[key], valence)

    def site(self, number: int) -> str:
        """The address of a place's results."""
        return f"{self.address}?lieu={self.study.sites[number].public_id}"


@pytest.fixture
def comments(app: Flask) -> Comments:
    """The study."""
    return Comments()


def told(client: PageClient, address: str) -> list[str]:
    """The themes of the page, in their order."""
    page = client.get(address)
    found = [one for one in page.all("section") if "themes" in (one.get("class") or "").split()]
    return [" ".join(" ".join(one.itertext()).split()) for part in found for one in part.iter(f"{HTML}li")]  # fmt: skip


def test_whoever_holds_the_rows_reads_how_many_speak_of_what(
    comments: Comments, client: PageClient
) -> None:
    client.sign_in(comments.coder)
    first, second = told(client, comments.address)
    assert first.startswith("A2 Écoute 100 % 12 personnes")
    assert "− 0 · 0 0 · + 12" in first
    assert second.startswith("A3 Confidentialité 50 % 6 personnes")
    assert "Parmi les réponses codées de 12 personnes" in client.get(comments.address).text


def test_themes_follow_the_choice(comments: Comments, client: PageClient) -> None:
    comments.say(comments.second[0], "Trop long.", "B4", -1)
    client.sign_in(comments.coder)
    (only,) = told(client, comments.site(1))
    assert only.startswith("B4 Délais, attente 100 % 1 personne")
    assert len(told(client, comments.address + "?periode=2026-03")) == 2
    assert told(client, comments.address + "?periode=2026-04") == [only]
    assert told(client, comments.address + "?filtre=mode:lien") == []
    assert len(told(client, comments.address + "?filtre=mode:borne")) == 3


def test_a_manager_reads_their_order_alone(comments: Comments, client: PageClient) -> None:
    client.sign_in(make_member(comments.study, "manager"))
    assert [one[:6] for one in told(client, comments.address)] == ["1 A2 É", "2 A3 C"]
    page = client.get(comments.address)
    assert "12 personnes" not in " ".join(told(client, comments.address))
    assert "/citations" not in page.html
    narrowed = client.get(comments.address + "?periode=2026-03").text
    assert "se lit sur tous les mois clos" in narrowed


def test_a_theme_of_few_is_not_told_to_a_manager(comments: Comments, client: PageClient) -> None:
    for one in comments.second[:4]:
        comments.say(one, "Trop long.", "B4", -1)
    client.sign_in(make_member(comments.study, "manager"))
    assert not [one for one in told(client, comments.address) if "B4" in one]
    assert told(client, comments.site(1)) == []


def test_only_what_may_be_quoted_is_quoted_each_once(
    comments: Comments, client: PageClient
) -> None:
    with writing():
        permitted = comments.texts[0]
        permitted.quotable, permitted.state, permitted.validated_at = True, "validated", None
        comments.texts[1].quotable = True  # read by one person only
    for role in ("coder", "manager"):
        client.sign_in(make_member(comments.study, role))
        page = client.get(comments.address)
        assert " ".join(told(client, comments.address)).count("On m'écoute 0.") == 1
        assert "On m'écoute 1." not in page.text


def test_without_codings_the_page_says_nothing_of_themes(app: Flask, client: PageClient) -> None:
    study = make_study(make_site("Maison 1"))
    survey = make_survey(study)
    make_responses(study, survey, 6, day=MARCH)
    client.sign_in(make_member(study, "study_lead"))
    assert told(client, f"/enquetes/{survey.public_id}/resultats") == []
