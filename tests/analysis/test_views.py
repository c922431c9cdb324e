"""The pages of results, as people read them."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from feedback.analysis import desk
from feedback.db import db
from tests.factories import (
    make_account,
    make_document,
    make_member,
    make_responses,
    make_site,
    make_study,
    make_survey,
)
from tests.page_client import PageClient

MARCH = dt.date(2026, 3, 4)


@pytest.fixture(autouse=True)
def may_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day is known."""
    monkeypatch.setattr(desk, "today", lambda: dt.date(2026, 5, 20))


class Poll:
    """A study with two sites and an answered survey."""

    def __init__(self) -> None:
        self.study = make_study(make_site("Maison 1"), make_site("Maison 2"))
        self.survey = make_survey(self.study)
        make_responses(self.study, self.survey, 12, day=MARCH)
        make_responses(self.study, self.survey, 9, day=MARCH, site=1, mode="lien", language="ar",
                       answers={"satisfaction": "pas_bien"})  # fmt: skip
        self.address = f"/enquetes/{self.survey.public_id}/resultats"

    def site(self, number: int) -> int:
        """The id of a site."""
        return self.study.sites[number].id


@pytest.fixture
def poll(app: Flask) -> Poll:
    """The study."""
    return Poll()


def test_the_menu_leads_straight_to_the_only_survey(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    first = client.get("/resultats", 303).response.headers["Location"]
    assert client.get(first, 303).response.headers["Location"].endswith(poll.address)


def test_the_page_says_who_answered_and_what_may_be_concluded(
    poll: Poll, client: PageClient
) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    text = client.get(poll.address).text
    assert "57 % satisfaits" in text
    assert "Parmi les 21 personnes qui ont répondu." in text
    assert "intervalle indicatif" in text
    assert "Lien sur un téléphone 9" in text


def test_a_manager_sees_her_sites_only(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "manager", {poll.site(0)}))
    page = client.get(poll.address)
    assert "100 % satisfaits" in page.text
    assert "Maison 2" not in page.text
    elsewhere = poll.study.sites[1].public_id
    assert "100 % satisfaits" in client.get(f"{poll.address}?lieu={elsewhere}").text


def test_a_filter_narrows_the_page_and_only_the_part_asked_is_sent(
    poll: Poll, client: PageClient
) -> None:
    client.sign_in(make_member(poll.study, "study_lead"))
    asked = f"{poll.address}?filtre=language:ar&periode=2026-03"
    assert "0 % satisfaits" in client.get(asked).text
    part = client.get(asked, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert "<html" not in part.html
    assert 'id="results"' in part.html


def test_strange_filters_are_left_aside(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "coder"))
    text = client.get(f"{poll.address}?filtre=mode:%00;&periode=2026-99&lieu=zz").text
    assert "57 % satisfaits" in text


def test_a_small_filter_says_so_and_gives_no_number(poll: Poll, client: PageClient) -> None:
    make_responses(poll.study, poll.survey, 3, day=MARCH, language="es")
    client.sign_in(make_member(poll.study, "study_lead"))
    page = client.get(f"{poll.address}?filtre=language:es")
    assert "Effectif trop faible pour être affiché" in page.text
    assert "satisfaits" not in page.text


def test_before_a_month_has_closed_a_manager_is_told_when_figures_come(
    app: Flask, client: PageClient
) -> None:
    study = make_study()
    survey = make_survey(study)
    make_responses(study, survey, 9, day=dt.date(2026, 5, 6))
    client.sign_in(make_member(study, "manager"))
    text = client.get(f"/enquetes/{survey.public_id}/resultats").text
    assert "Les résultats d'un mois paraissent quand il est terminé" in text


def test_a_survey_nobody_answered_says_what_to_do(app: Flask, client: PageClient) -> None:
    study = make_study()
    survey = make_survey(study)
    client.sign_in(make_member(study, "study_lead"))
    assert "Aucune réponse ici" in client.get(f"/enquetes/{survey.public_id}/resultats").text


def test_without_survey_the_study_says_so(app: Flask, client: PageClient) -> None:
    study = make_study()
    client.sign_in(make_member(study, "study_lead"))
    text = client.get(f"/etudes/{study.public_id}/resultats").text
    assert "Aucune enquête n'a encore été posée" in text


def test_only_validated_and_permitted_sentences_are_quoted(poll: Poll, client: PageClient) -> None:
    make_document(poll.study, "Phrase validée", "validated")
    make_document(poll.study, "Phrase refusée", "validated", quotable=False)
    make_document(poll.study, "Phrase lue", "read")
    make_document(poll.study, "Phrase brute")
    client.sign_in(make_member(poll.study, "manager"))
    page = client.get(poll.address)
    assert "Phrase validée" in page.text
    assert not {"Phrase refusée", "Phrase lue", "Phrase brute"} & set(page.text.split(" »"))
    assert all(word not in page.html for word in ("refusée", "Phrase lue", "brute"))


@pytest.mark.parametrize("role", ["agent", "interviewer", "moderator"])
def test_others_do_not_see_results(poll: Poll, client: PageClient, role: str) -> None:
    client.sign_in(make_member(poll.study, role))
    client.get(poll.address, 404)


def test_a_survey_out_of_reach_does_not_exist(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(make_study(), "study_lead"))
    client.get(poll.address, 404)
    client.sign_in(make_account("administrator"))
    client.get(poll.address, 404)


def test_looking_writes_what_is_shown_once_a_day_only(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "manager"))
    client.get(poll.address)
    wrote: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            wrote.append(statement)

    db.event.listen(db.engine, "before_cursor_execute", note)
    try:
        client.get(poll.address)
    finally:
        db.event.remove(db.engine, "before_cursor_execute", note)
    assert not [one for one in wrote if "sign_in" not in one]


@pytest.mark.parametrize("role", ["study_lead", "manager"])
def test_one_question_shows_the_figures_of_the_page_of_results(
    poll: Poll, client: PageClient, role: str
) -> None:
    client.sign_in(make_member(poll.study, role))
    one = client.get(f"{poll.address}/questions/resultat")
    whole = client.get(poll.address)
    figures = one.html[one.html.index('<ul class="bars"') :].split("</ul>")[0]
    assert "12 réponses valables" in one.text
    assert figures in whole.html


def test_one_question_keeps_to_the_sites_and_closed_months_of_its_reader(
    poll: Poll, client: PageClient
) -> None:
    make_responses(poll.study, poll.survey, 30, day=dt.date(2026, 5, 6))
    address = f"{poll.address}/questions/satisfaction"
    client.sign_in(make_member(poll.study, "study_lead"))
    assert "51 réponses valables" in client.get(address).text
    client.sign_in(make_member(poll.study, "manager"))
    assert "21 réponses valables" in client.get(address).text
    client.sign_in(make_member(poll.study, "manager", {poll.site(1)}))
    assert "9 réponses valables" in client.get(address).text


@pytest.mark.parametrize("role", ["study_lead", "manager"])
def test_one_question_with_few_answers_gives_no_number(
    client: PageClient, app: Flask, role: str
) -> None:
    study = make_study()
    survey = make_survey(study)
    make_responses(study, survey, 4, day=MARCH)
    client.sign_in(make_member(study, role))
    page = client.get(f"/enquetes/{survey.public_id}/resultats/questions/satisfaction")
    assert "trop faible" in page.text or "Aucune réponse" in page.text
    assert "%" not in page.text


def test_one_question_is_a_part_of_another_page_when_asked_so(
    poll: Poll, client: PageClient
) -> None:
    client.sign_in(make_member(poll.study, "coder"))
    address = f"{poll.address}/questions/satisfaction"
    part = client.browser.get(address, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert "<h1" not in part.text
    assert "21 réponses valables" in part.text.replace("\xa0", " ")
    client.get(f"{poll.address}/questions/inconnue", 404)
    client.sign_in(make_member(poll.study, "interviewer"))
    client.get(address, 404)


def test_the_wall_shows_the_same_figures_and_leads_back(poll: Poll, client: PageClient) -> None:
    client.sign_in(make_member(poll.study, "manager", {poll.site(0)}))
    asked = "?periode=2026-03&filtre=mode:borne"
    page, wall = (client.get(f"{poll.address}{at}{asked}") for at in ("", "/projeter"))
    told = page.text[page.text.index("Comment s’est passée") :]
    assert told[:400] in wall.text
    assert "Maison 1 · mars 2026" in wall.text
    assert "Navigation principale" not in wall.html
    assert f'href="{poll.address}?periode=2026-03&amp;filtre=mode:borne"' in wall.html
    assert f"{poll.address}/projeter?" in page.html
