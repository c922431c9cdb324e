"""One slip of paper, one answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from feedback.db import db, writing
from feedback.kiosk import operations as kiosk
from feedback.kiosk.drafts.jobs import give_up_abandoned
from feedback.kiosk.guesses import MOST
from feedback.kiosk.models import SurveyLink
from feedback.kiosk.slips import operations
from feedback.kiosk.slips.codes import CODE, draw, kept
from feedback.kiosk.slips.models import Slip
from feedback.kiosk.slips.queries import counts
from feedback.responses.models import Response
from feedback.studies.models import Study
from feedback.web.secrets import SLIPS, house_secret
from tests.factories import make_lead, make_link, make_member, make_site, make_study, make_survey
from tests.kiosk.drafts.test_views import WHOLE, grow_old, hidden, responses
from tests.page_client import Page, PageClient

WORD = "Mirabelle"


@pytest.fixture
def link(app: Flask) -> Iterator[SurveyLink]:
    """An open link that asks for a code."""
    study = make_study()
    made = make_link(study, make_survey(study))
    with writing() as session:
        operations.demand(make_lead(study), session.get_one(SurveyLink, made.id), True)
    yield made
    app.extensions.pop("code_guesses", None)


def staff(link: SurveyLink) -> str:
    """The staff's page of its codes."""
    return (
        f"/etudes/{db.session.get_one(Study, link.study_id).public_id}/liens/{link.public_id}/codes"
    )


@pytest.fixture
def agent(app: Flask, link: SurveyLink) -> PageClient:
    """An agent's browser."""
    study = db.session.get_one(Study, link.study_id)
    return PageClient(app).sign_in(make_member(study, "agent"))


def made(agent: PageClient, link: SurveyLink, count: int = 10) -> list[str]:
    """New codes, as their sheet shows them."""
    page = agent.post(staff(link), {"count": str(count)}, 200)
    found = [p.text for p in page.all("p") if p.get("class") == "slip-signs"]
    assert len(found) == count
    return found


def send(
    client: PageClient, link: SurveyLink, code: str, status: int = 303, **changes: Any
) -> Page:
    """Answer with a code."""
    form = {**hidden(client.get(f"/r/{link.token}")), **WHOLE, CODE: code, **changes}
    return client.post(f"/r/{link.token}", form, status)


def elsewhere(link: SurveyLink) -> tuple[SurveyLink, str]:
    """The link of the same survey at another site, and a code of its own."""
    site, lead, key = (
        make_site(),
        make_lead(db.session.get_one(Study, link.study_id)),
        house_secret(SLIPS),
    )
    with writing() as session:
        study = session.get_one(Study, link.study_id)
        survey = session.get_one(SurveyLink, link.id).instrument
        made = kiosk.open_link(lead, study, survey, session.merge(site), asks_code=True)
        (code, *_others) = operations.make(lead, made, 10, key)
    return made, code


def asks(client: PageClient, link: SurveyLink) -> bool:
    """True when the page has a field for the code."""
    return CODE in {i.get("name") for i in client.get(f"/r/{link.token}").all("input")}


def stored() -> int:
    """Answers in the house."""
    db.session.expire_all()
    return db.session.query(Response).count()


def test_a_code_lets_one_answer_in(client: PageClient, agent: PageClient, link: SurveyLink) -> None:
    code = made(agent, link)[0]
    assert "/merci" in send(client, link, code).response.headers["Location"]
    page = send(client, link, code, 422, commentaire=WORD)
    assert "déjà servi" in page.text
    assert WORD in page.html
    assert stored() == 1
    assert counts(link) == {"unused": 9, "spent": 1, "cancelled": 0}


def test_a_code_is_recognised_however_it_is_typed(
    client: PageClient, agent: PageClient, link: SurveyLink
) -> None:
    code = made(agent, link)[0].lower().replace("-", " ").replace("0", "o")
    send(client, link, f" {code} ")
    assert stored() == 1


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "x" * 400, "\ud83d\ude00"])
def test_without_the_right_code_nothing_is_stored_and_nothing_is_lost(
    client: PageClient, agent: PageClient, link: SurveyLink, code: str
) -> None:
    code = code.encode("utf-16", "surrogatepass").decode("utf-16")
    right = made(agent, link)[0]
    page = send(client, link, code, 422, commentaire=WORD)
    assert "n'est pas le bon" in page.text
    assert WORD in page.html
    assert stored() == 0
    form = {**hidden(page), **WHOLE, CODE: right}
    assert "Merci" in client.follow(f"/r/{link.token}", form).text


def test_the_same_answer_sent_again_with_its_code_is_already_recorded(
    client: PageClient, agent: PageClient, link: SurveyLink
) -> None:
    form = {**hidden(client.get(f"/r/{link.token}")), **WHOLE, CODE: made(agent, link)[0]}
    client.follow(f"/r/{link.token}", form)
    assert "déjà enregistré" in client.follow(f"/r/{link.token}", form).text
    assert counts(link)["spent"] == 1


def test_an_answer_sent_again_uses_no_second_code_up(
    client: PageClient, agent: PageClient, link: SurveyLink
) -> None:
    first, second, *_rest = made(agent, link)
    form = {**hidden(client.get(f"/r/{link.token}")), **WHOLE}
    client.follow(f"/r/{link.token}", {**form, CODE: first})
    client.follow(f"/r/{link.token}", {**form, CODE: second})
    assert counts(link)["spent"] == 1


def test_a_wrong_answer_does_not_use_the_code_up(
    client: PageClient, agent: PageClient, link: SurveyLink
) -> None:
    code = made(agent, link)[0]
    send(client, link, code, 422, satisfaction="")
    assert counts(link)["spent"] == 0
    send(client, link, code)
    assert stored() == 1


def test_a_code_of_another_link_is_wrong(
    client: PageClient, agent: PageClient, link: SurveyLink
) -> None:
    _other, code = elsewhere(link)
    send(client, link, code, 422)
    assert stored() == 0


def test_cancelled_codes_open_nothing_and_the_others_of_later_do(
    client: PageClient, agent: PageClient, link: SurveyLink
) -> None:
    old = made(agent, link)
    assert "10 codes annulés" in agent.follow(staff(link) + "/annulation").text
    send(client, link, old[0], 422)
    send(client, link, made(agent, link)[0])
    assert stored() == 1
    assert counts(link) == {"unused": 9, "spent": 1, "cancelled": 10}


def test_the_drawing_brings_the_code_to_the_page(
    client: PageClient, agent: PageClient, link: SurveyLink
) -> None:
    code = made(agent, link)[0]
    page = client.get(f"/r/{link.token}?code={code}")
    (field,) = [i for i in page.all("input") if i.get("name") == CODE]
    assert field.get("value") == code
    assert field.get("form") == "survey"


def test_a_link_asks_or_no_longer_asks(
    client: PageClient, agent: PageClient, link: SurveyLink
) -> None:
    assert asks(client, link)
    agent.follow(staff(link) + "/demande")
    assert not asks(client, link)
    send(client, link, "")
    assert stored() == 1
    agent.follow(staff(link) + "/demande", {"asks": "1"})
    send(client, link, "", 422)


def test_a_link_may_ask_from_its_first_day(agent: PageClient, link: SurveyLink) -> None:
    study = db.session.get_one(Study, link.study_id)
    where = f"/etudes/{study.public_id}"
    form = {"link-instrument": link.instrument.public_id, "link-site": link.site.public_id}
    agent.post(f"{where}/liens", form)
    assert not db.session.get_one(SurveyLink, link.id).asks_code
    agent.post(f"{where}/liens", {**form, "link-asks_code": "y"})
    assert "code demandé" in agent.browser.get(f"{where}/tablettes").text
    assert db.session.get_one(SurveyLink, link.id).asks_code


@pytest.mark.parametrize("count", ["9", "501", "", "beaucoup"])
def test_too_few_or_too_many_codes_are_refused(
    agent: PageClient, link: SurveyLink, count: str
) -> None:
    agent.post(staff(link), {"count": count}, 422)
    assert sum(counts(link).values()) == 0


def test_a_machine_that_tries_codes_on_a_link_has_to_wait_there_only(
    client: PageClient, agent: PageClient, link: SurveyLink
) -> None:
    code = made(agent, link)[0]
    for _turn in range(MOST):
        send(client, link, "AAAA-AAAA", 422)
    assert "Attendez une minute" in send(client, link, code, 422).text
    assert stored() == 0
    other, code = elsewhere(link)
    send(client, other, code)
    assert stored() == 1


def test_the_database_cannot_tell_a_code_nor_whose_answer_it_was(
    client: PageClient, agent: PageClient, link: SurveyLink
) -> None:
    code = made(agent, link)[0]
    send(client, link, code)
    rows = str(db.session.execute(text("SELECT * FROM slip")).all())
    assert code not in rows
    assert code.replace("-", "") not in rows
    assert db.session.scalars(select(Response.uuid)).one() not in rows
    assert {c.name for c in Slip.__table__.columns} == {"id", "link_id", "code_mac", "state"}


def test_codes_are_two_groups_of_signs_that_are_not_confused() -> None:
    codes = draw(500)
    assert len(set(codes)) == 500
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", one) for one in codes)
    assert kept("key", codes[0]) != kept("other", codes[0])


@pytest.mark.parametrize("tag", ["fr", "fr-x-simple", "en", "es", "pt", "ar"])
def test_a_wrong_code_is_said_in_each_language(
    client: PageClient, link: SurveyLink, tag: str
) -> None:
    page = client.get(f"/r/{link.token}?lang={tag}")
    again = client.post(f"/r/{link.token}", {**hidden(page), **WHOLE, CODE: "no"}, 422)
    (said,) = [p for p in again.all("p") if p.get("id") == "code-error"]
    assert len("".join(said.itertext()).strip()) > 20


def test_a_draft_given_up_spends_no_code_and_counts_for_nothing_until_looked_at(
    client: PageClient, agent: PageClient, app: Flask, link: SurveyLink,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    code, address = made(agent, link)[0], f"/r/{link.token}"
    form = {**hidden(client.get(address)), **WHOLE, CODE: code}
    client.follow(f"{address}/brouillon", form)
    grow_old()
    give_up_abandoned()
    assert [(r.status, r.counted) for r in responses()] == [("incomplete", False)]
    assert counts(link)["unused"] == 10
    monkeypatch.setitem(app.config, "DRAFT_HOURS", 0)  # as if the page had been open for a day
    client.post(address, {**form, CODE: "AAAA-AAAA"}, 422)
    assert responses()[0].withdrawn_at is None
    assert "Merci" in client.follow(address, form).text
    assert "déjà enregistré" in client.follow(address, form).text
    assert counts(link)["spent"] == 1


def test_a_wrong_code_leaves_the_draft_where_it_was(
    client: PageClient, agent: PageClient, link: SurveyLink
) -> None:
    made(agent, link)
    address = f"/r/{link.token}"
    form = {**hidden(client.get(address)), **WHOLE, CODE: "AAAA-AAAA"}
    client.follow(f"{address}/brouillon", form)
    client.post(address, form, 422)
    assert "Vous aviez commencé" in client.get(address).text
