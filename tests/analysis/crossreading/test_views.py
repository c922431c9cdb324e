"""The cross-reading of a small study whose figures are counted by hand."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from feedback.analysis import desk as results
from feedback.analysis import jobs
from feedback.analysis.heard.queries import plan
from feedback.codebook.models import CodeSuccession
from feedback.coding import operations as coding
from feedback.db import db, utcnow, writing
from feedback.responses.weeks import PARIS
from feedback.studies.shown.operations import put
from feedback.studies.shown.queries import looked_at, units
from tests.analysis.crossreading.making import ANSWERS, Regards
from tests.factories import make_account, make_member, make_responses, make_study, make_survey
from tests.page_client import HTML, PageClient
from tests.statements import counted

NEXT_MONTH = dt.date(2026, 6, 10)  # all that is told has happened before it


@pytest.fixture(autouse=True)
def june(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day is known."""
    monkeypatch.setattr(results, "today", lambda: NEXT_MONTH)


@pytest.fixture
def regards(app: Flask) -> Regards:
    """The study."""
    return Regards()


@pytest.fixture
def lead(regards: Regards, client: PageClient) -> PageClient:
    """Somebody who holds the rows."""
    return client.sign_in(make_member(regards.study, "study_lead"))


def cells(client: PageClient, address: str, key: str) -> list[str]:
    """The words of a dimension's cells: its name, then each way of listening."""
    page = client.get(address)
    row = next(one for one in page.all("tr") if one.get("id") == f"d-{key}")
    return [" ".join(" ".join(cell.itertext()).split()) for cell in row]


def links(client: PageClient, address: str, key: str) -> list[str]:
    """Where a dimension's cells lead."""
    page = client.get(address)
    row = next(one for one in page.all("tr") if one.get("id") == f"d-{key}")
    return [one.get("href") for one in row.iter(f"{HTML}a")]


def test_each_way_of_listening_says_what_was_counted_by_hand(
    regards: Regards, lead: PageClient
) -> None:
    name, answered, lived, users, professionals = cells(lead, regards.address(), "A3")
    assert "Confidentialité" in name
    assert "favorable" in answered
    assert "10,0 sur 10" in answered
    assert "n = 6" in answered
    assert "▼ défavorable 4 parcours sur 6 (67 %) émotion −1,7" in lived
    assert "7 passages" in users
    assert "− 6 · 0 0 · + 1" in users
    assert "7 personnes sur 7 (100 %)" in users
    assert "− 0 · 0 0 · + 5" in professionals
    assert "5 personnes sur 5 (100 %)" in professionals


def test_a_family_counts_all_that_is_under_it(regards: Regards, lead: PageClient) -> None:
    _name, answered, lived, users, _professionals = cells(lead, regards.address(), "A")
    assert "7,5 sur 10" in answered
    assert "2 questions notées" in answered
    assert "4 parcours sur 6" in lived
    assert "8 passages" in users
    assert "7 personnes sur 7" in users


def test_the_page_says_where_ways_disagree_and_by_which_rule(
    regards: Regards, lead: PageClient
) -> None:
    text = lead.get(regards.address()).text
    assert "Ce que l'enquête seule n'aurait pas vu" in text
    assert "Favorable : ce qui est répondu, ce que disent les professionnels." in text
    assert "Défavorable : ce qui est vécu, ce que disent les usagers." in text
    assert "Favorable à partir de 7, défavorable sous 5." in text
    listening = cells(lead, regards.address(), "A2")
    assert "partagé" in listening[1]
    assert "≠" not in listening[0]


def test_every_cell_leads_to_what_is_behind_it(regards: Regards, lead: PageClient) -> None:
    found = links(lead, regards.address(), "A3")
    assert found[0].endswith("/resultats/questions/relation")
    assert "/etapes?dimension=A3" in found[1]
    assert "qui=user" in found[2]
    assert "qui=professional" in found[3]
    for address in found:
        lead.get(address)
    assert "7 passages" in lead.get(found[2]).text
    assert "5 passages" in lead.get(found[3]).text
    moments = lead.get(found[1])
    assert "4 étapes" in moments.text
    assert "CAF" in moments.text


def test_a_site_narrows_what_users_lived_and_said_and_not_the_paroles(
    regards: Regards, lead: PageClient
) -> None:
    second = regards.address(f"?lieu={regards.study.sites[1].public_id}")
    _name, answered, lived, users, professionals = cells(lead, second, "A3")
    assert "n = 6" not in answered
    assert "1 parcours sur 1" in lived
    assert "− 0 · 0 0 · + 1" in users
    assert "5 passages" in professionals


def test_a_manager_of_everything_sees_no_count_of_few_persons_and_no_text(
    regards: Regards, client: PageClient
) -> None:
    client.sign_in(make_member(regards.study, "manager"))
    name, answered, lived, users, professionals = cells(client, regards.address(), "A3")
    assert "10,0 sur 10" in answered
    assert lived == "trop peu de personnes"  # 4 journeys of 6
    assert "7 personnes sur 7 (100 %)" in users
    assert "passage" not in users + professionals
    assert "5 personnes sur 5 (100 %)" in professionals
    assert "≠" in name
    assert cells(client, regards.address(), "A2")[3] == "trop peu de personnes"  # 1 of 7
    page = client.get(regards.address())
    assert "On entendait tout" not in page.html
    assert "/citations" not in page.html
    assert "/etapes" not in page.html
    client.get(regards.address("/etapes?dimension=A3"), 404)


def test_what_would_give_a_small_site_away_is_hidden_too(
    regards: Regards, client: PageClient
) -> None:
    first = regards.study.sites[0].id
    client.sign_in(make_member(regards.study, "manager", {first}))
    _name, _answered, lived, users, professionals = cells(client, regards.address(), "A3")
    assert lived == users == "trop peu de personnes"  # the other site has one person
    assert "5 personnes sur 5" in professionals


def test_a_manager_sees_months_that_have_closed_alone(
    regards: Regards, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "today", lambda: dt.date(2026, 5, 20))
    client.sign_in(make_member(regards.study, "manager"))
    assert cells(client, regards.address(), "A2")[2] == "– rien"  # interviews are of 4 May
    client.sign_in(make_member(regards.study, "study_lead"))
    assert "sur 6" in cells(client, regards.address(), "A2")[2]


def test_whoever_codes_blind_counts_her_own_codings_alone(
    regards: Regards, client: PageClient
) -> None:
    from tests.coding.double.making import Two

    two = Two()
    make_survey(two.study)
    two.code(two.bo, 0, "A2", 0, 20)
    address = f"/etudes/{two.study.public_id}/croisement-des-regards"
    client.sign_in(two.ana)
    assert cells(client, address, "A2")[3] == "– rien"
    client.sign_in(two.bo)
    assert "1 passage" in cells(client, address, "A2")[3]


def test_a_merged_key_counts_with_the_code_it_stands_for(
    regards: Regards, lead: PageClient
) -> None:
    with writing():
        db.session.add(
            CodeSuccession(study_id=regards.study.id, old_key="A3", new_key="A4", kind="merge")
        )
    _name, answered, lived, _users, _professionals = cells(lead, regards.address(), "A4")
    assert "10,0 sur 10" in answered
    assert "4 parcours sur 6" in lived


def test_a_dimension_that_no_guide_offers_is_not_said_to_be_lived(
    regards: Regards, lead: PageClient
) -> None:
    assert cells(lead, regards.address(), "C")[2] != "– rien"
    page = lead.get(regards.address())
    assert not [one for one in page.all("tr") if one.get("id") == "d-G1"]


def sheet(client: PageClient, address: str, number: int) -> list[dict[str, Any]]:
    """The rows of a sheet of the workbook, by title."""
    answer = client._ask(client.browser.get, address)
    book = load_workbook(io.BytesIO(answer.data))
    titles, *rows = book.worksheets[number].iter_rows(values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows if row[0]]


def test_the_workbook_says_what_the_page_says(regards: Regards, lead: PageClient) -> None:
    row = next(r for r in sheet(lead, regards.address(".xlsx"), 1) if r["Code"] == "A3")
    assert row["Répondu : note sur 10"] == 10
    assert row["Vécu : part des parcours"] == pytest.approx(2 / 3, abs=1e-4)
    assert row["Vécu : émotion moyenne (−2 à +2)"] == pytest.approx(-1.67)
    assert (row["Usagers : passages −"], row["Usagers : passages +"]) == (6, 1)
    assert row["Désaccord"].startswith("Favorable : ce qui est répondu, ce que disent les prof")
    asked = sheet(lead, regards.address(".xlsx"), 2)
    assert {one["Code de la question"] for one in asked} >= {"confidentialite", "ecoute"}


def test_a_managers_workbook_hides_what_the_page_hides(
    regards: Regards, client: PageClient
) -> None:
    client.sign_in(make_member(regards.study, "manager"))
    row = next(r for r in sheet(client, regards.address(".xlsx"), 1) if r["Code"] == "A3")
    assert row["Vécu : parcours qui ont coincé"] is None
    assert row["Vécu : côté"] in (None, "")
    assert row["Usagers : passages"] is None
    assert row["Usagers : personnes"] == 7
    assert row["Masqué"] == "masqué : trop peu de personnes (Vécu)"


def test_a_page_asks_as_much_whatever_was_said(regards: Regards, lead: PageClient) -> None:
    lead.get(regards.address())
    with counted() as few:
        lead.get(regards.address())
    regards.journey(["A3", "A2"], -1)
    regards.say("Encore.", "A1", 1)
    make_responses(regards.study, regards.survey, 4, answers=ANSWERS)
    with counted() as more:
        lead.get(regards.address())
    assert len(more) <= len(few)


@pytest.mark.parametrize("role", ["agent", "interviewer", "moderator"])
def test_others_do_not_see_it(regards: Regards, client: PageClient, role: str) -> None:
    client.sign_in(make_member(regards.study, role))
    client.get(regards.address(), 404)
    client.sign_in(make_account())
    client.get(regards.address(), 404)


def test_a_study_of_another_lead_does_not_exist(regards: Regards, client: PageClient) -> None:
    client.sign_in(make_member(make_study(), "study_lead"))
    client.get(regards.address(), 404)
    client.get(regards.address("/etapes?dimension=A3"), 404)


def test_strange_addresses_are_left_aside(regards: Regards, lead: PageClient) -> None:
    lead.get(regards.address("?lieu=zz%00"))
    lead.get(regards.address("/etapes?dimension=zz%00&lieu=1"))
    with writing():
        coding.add(regards.coder, db.session.merge(regards.texts[1]), 0, 3, regards.codes["Z0"])
    lead.get(regards.address())


def test_only_the_part_asked_is_sent(regards: Regards, lead: PageClient) -> None:
    part = lead.get(regards.address(), headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert "<html" not in part.html
    assert 'id="regards"' in part.html


def test_a_managers_figures_of_closed_months_never_move_by_one_person(
    regards: Regards, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager, lead = make_member(regards.study, "manager"), make_member(regards.study, "study_lead")
    client.sign_in(manager)
    assert "7 personnes sur 7" in cells(client, regards.address(), "A3")[3]
    regards.say("Encore une.", "A3", -1)
    monkeypatch.setattr(results, "today", lambda: NEXT_MONTH + dt.timedelta(days=1))
    assert "7 personnes sur 7" in cells(client, regards.address(), "A3")[3]
    client.sign_in(lead)
    assert "8 personnes sur 8" in cells(client, regards.address(), "A3")[3]
    for _turn in range(4):
        regards.say("Encore une.", "A3", -1)
    client.sign_in(manager)
    assert "7 personnes sur 7" in cells(client, regards.address(), "A3")[3]  # the same day
    monkeypatch.setattr(results, "today", lambda: NEXT_MONTH + dt.timedelta(days=2))
    assert "12 personnes sur 12" in cells(client, regards.address(), "A3")[3]


def test_each_day_what_was_heard_is_shown_without_any_page(
    regards: Regards, client: PageClient
) -> None:
    jobs.show_heard()
    assert looked_at(regards.study.id, utcnow().astimezone(PARIS).date())
    assert units(regards.study.id)["user", "all"].counts["A3"] == 7
    client.sign_in(make_member(regards.study, "manager"))
    assert "7 personnes sur 7" in cells(client, regards.address(), "A3")[3]


def test_what_two_looks_prepare_at_once_is_put_once(regards: Regards) -> None:
    ready = plan(regards.study, NEXT_MONTH, 5, ("read", "validated"))
    for expected in (True, False):
        with writing():
            done = put(ready.study_id, ready.units, ready.edition, ready.today)
        assert done is expected
