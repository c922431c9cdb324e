"""What the answers in words speak of, on the page of results."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from feedback.analysis import desk
from feedback.coding import operations as coding
from feedback.corpus.models import Document
from feedback.db import writing
from feedback.instruments import library
from feedback.instruments import operations as instruments
from feedback.instruments.definition import load as definition
from feedback.responses.models import Response
from tests.factories import (
    make_codebook,
    make_member,
    make_responses,
    make_site,
    make_study,
    make_survey,
)
from tests.page_client import Page, PageClient

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


def themes(client: PageClient, address: str) -> Page:
    """What the page of results asks for once it is there."""
    results, _, asked = address.partition("?")
    (part,) = [
        one.get("hx-get") for one in client.get(address).all("p") if one.get("hx-get")
    ]  # fmt: skip
    path, _, own = str(part).partition("?")
    assert path == f"{results}/questions/commentaire/themes"
    assert sorted(own.split("&")) == sorted(asked.split("&"))
    return client.get(str(part), headers={"HX-Request": "true", "HX-Request-Type": "partial"})


def told(client: PageClient, address: str) -> list[str]:
    """The themes, in their order."""
    found = themes(client, address).all("li")
    return [" ".join(" ".join(one.itertext()).split()) for one in found]


def test_whoever_holds_the_rows_reads_how_many_speak_of_what(
    comments: Comments, client: PageClient
) -> None:
    client.sign_in(comments.coder)
    first, second = told(client, comments.address)
    assert first.startswith("A2 Écoute 100 % 12 personnes")
    assert "− 0 · 0 0 · + 12" in first
    assert second.startswith("A3 Confidentialité 50 % 6 personnes")
    assert "Parmi les réponses codées de 12 personnes" in themes(client, comments.address).text


def test_themes_follow_the_choice(comments: Comments, client: PageClient) -> None:
    comments.say(comments.second[0], "Trop long.", "B4", -1)
    client.sign_in(comments.coder)
    (only,) = told(client, comments.site(1))
    assert only.startswith("B4 Délais, attente 100 % 1 personne")
    assert len(told(client, comments.address + "?periode=2026-03")) == 2
    assert told(client, comments.address + "?periode=2026-04") == [only]
    assert "Ce dont on parle" not in client.get(comments.address + "?filtre=mode:lien").text
    assert len(told(client, comments.address + "?filtre=mode:borne")) == 3


def test_a_manager_reads_their_order_alone(comments: Comments, client: PageClient) -> None:
    client.sign_in(make_member(comments.study, "manager"))
    assert [one[:6] for one in told(client, comments.address)] == ["1 A2 É", "2 A3 C"]
    page = themes(client, comments.address)
    assert "12 personnes" not in " ".join(told(client, comments.address))
    assert "/citations" not in page.html
    narrowed = themes(client, comments.address + "?periode=2026-03").text
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
        page = themes(client, comments.address)
        assert " ".join(told(client, comments.address)).count("On m'écoute 0.") == 1
        assert "On m'écoute 1." not in page.text


def test_without_codings_the_page_says_nothing_of_themes(app: Flask, client: PageClient) -> None:
    study = make_study(make_site("Maison 1"))
    survey = make_survey(study)
    make_responses(study, survey, 6, day=MARCH, texts=SAID)
    client.sign_in(make_member(study, "study_lead"))
    told_of = themes(client, f"/enquetes/{survey.public_id}/resultats").text
    assert "quand ils seront relus et codés" in told_of


def test_themes_of_one_survey_are_not_those_of_another(
    comments: Comments, client: PageClient
) -> None:
    lead = make_member(comments.study, "study_lead")
    with writing():
        twin = definition({**library.load("accueil").as_json(), "code": "autre"})
        other = instruments.create(lead, comments.study, twin)
        instruments.publish(lead, comments.study, other)
    make_responses(comments.study, other, 6, day=MARCH, texts=SAID)
    client.sign_in(comments.coder)
    assert told(client, f"/enquetes/{other.public_id}/resultats") == []
    assert len(told(client, comments.address)) == 2


def test_a_doubtful_answer_speaks_of_nothing(comments: Comments, client: PageClient) -> None:
    with writing():
        for one in comments.first[:6]:
            one.flags, one.counted = ["too_fast"], False
    client.sign_in(comments.coder)
    assert told(client, comments.address)[0].startswith("A2 Écoute 100 % 6 personnes")


def test_without_script_the_question_says_it(comments: Comments, client: PageClient) -> None:
    client.sign_in(comments.coder)
    page = client.get(comments.site(0))
    (link,) = [one for one in page.all("a") if one.text == "Ce dont on parle"]
    assert "A2 Écoute" in client.get(str(link.get("href"))).text
