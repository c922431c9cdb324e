"""While a round is open, no address, count or file shows a coder what another coded there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from feedback.accounts.models import Account
from feedback.coding import queries as coding_queries
from feedback.coding.double.models import RoundText
from feedback.coding.models import Coding
from feedback.corpus.states import READABLE
from feedback.db import db, writing
from feedback.exports.research import queries as research
from feedback.exports.research.operations import _Book
from feedback.exports.scope import Scope
from tests.coding.double.making import World, close, code, finish, finish_all, texts
from tests.factories import make_member
from tests.page_client import PageClient

SECRET = "mémo-secret-de-bob"


@pytest.fixture
def world(app: Any) -> World:
    """Bob has coded the first text of an open round; Ana has not."""
    world = World()
    world.round = world.draw()  # type: ignore[attr-defined]
    return world


@pytest.fixture
def text(world: World) -> RoundText:
    """The text Bob coded, under a code of his own choice, with a memo."""
    text = texts(world.round)[0]  # type: ignore[attr-defined]
    public_id = code(world.bob, text.document, world.codes["C3"])
    held = db.session.query(Coding).filter_by(public_id=public_id).one()
    with writing():
        db.session.get_one(Coding, held.id).memo = SECRET
    return text


def addresses(world: World, text: RoundText) -> list[str]:
    """Every address that may tell of codings."""
    study, place = world.study.public_id, text.document.public_id
    round_ = world.round.public_id  # type: ignore[attr-defined]
    return [
        f"/codage/{place}?autres=1", f"/codage/{place}", f"/etudes/{study}/codage",
        f"/etudes/{study}/codage?autres=1", f"/etudes/{study}/codes/C3?autres=1",
        f"/etudes/{study}/codes/C3?autres=1&valence=0", f"/etudes/{study}/livre-de-codes",
        f"/etudes/{study}/series-de-codage", f"/series-de-codage/{round_}",
    ]  # fmt: skip


def compared(world: World, text: RoundText) -> list[str]:
    """Addresses that set codings of all side by side."""
    place = f"/series-de-codage/{world.round.public_id}"  # type: ignore[attr-defined]
    one = f"{place}/textes/{text.public_id}"
    return [
        f"{place}/accord",
        f"{place}/desaccords",
        one,
        f"{one}/arbitrage",
        f"{place}/accord.xlsx",
    ]


def visible_counts(who: Account, world: World, text: RoundText) -> tuple[Any, ...]:
    """What lists and files count for a person."""
    document, code_ = text.document, world.codes["C3"]
    scope = Scope(world.study.id, viewer=who.id)
    which = coding_queries.shown(who, True)
    return (
        len(coding_queries.marks(document, who, True)),
        coding_queries.others_count(document, who),
        coding_queries.counts_of([document], who).get(document.id),
        coding_queries.codings_per_code(world.study, who).get(code_.id, 0),
        len(coding_queries.quotes(code_, READABLE, which, None, None)),
        sum(coding_queries.valences(code_, READABLE, which).values()),
        research.number_of_codings(scope), len(list(research.codings(scope))),
        len(research.coded(scope, [document.id])), research.code_counts(scope).get(code_.id),
    )  # fmt: skip


def test_counts_and_files_of_a_blind_coder_hold_nothing_of_the_other(
    world: World, text: RoundText
) -> None:
    assert visible_counts(world.ana, world, text) == (0, 0, None, 0, 0, 0, 0, 0, 0, None)
    seen = (1, 1, (0, 1), 1, 1, 1, 1, 1, 1, (1, 1))
    assert visible_counts(world.lead, world, text) == seen
    outsider = make_member(world.study, "coder")
    assert visible_counts(outsider, world, text) == seen
    close(world, world.round)  # type: ignore[attr-defined]
    assert visible_counts(world.ana, world, text) == seen


def test_no_page_shows_a_blind_coder_what_another_put(
    world: World, text: RoundText, client: PageClient
) -> None:
    ana = client.sign_in(world.ana)
    for address in addresses(world, text):
        page = ana.get(address)
        assert SECRET not in page.html, address
        assert "Bob Code" not in page.text or "series" in address, address
        assert f'data-coding="{db.session.query(Coding).one().public_id}"' not in page.html, address
    for address in compared(world, text):
        ana.get(address, 404)


def test_a_fragment_asked_with_autres_is_blind_too(
    world: World, text: RoundText, client: PageClient
) -> None:
    page = client.sign_in(world.ana).post(
        f"/codage/{text.document.public_id}/passages?autres=1",
        {"start": "0", "end": "9", "code": "A1", "valence": "0"}, 200,
        headers={"HX-Request": "true", "HX-Request-Type": "partial"},
    )  # fmt: skip
    assert SECRET not in page.html
    assert "C3" not in page.text


def test_the_lead_who_codes_is_blind_and_the_lead_who_does_not_sees(
    world: World, text: RoundText, client: PageClient
) -> None:
    lead = client.sign_in(world.lead)
    for address in compared(world, text)[:3]:
        lead.get(address)
    assert SECRET in lead.get(f"/codage/{text.document.public_id}?autres=1").html
    other = world.draw(world.lead, world.bob, size=2)
    mine = texts(other)[0]
    code(world.bob, mine.document, world.codes["C3"])
    place = f"/series-de-codage/{other.public_id}"
    for address in (f"{place}/accord", f"{place}/desaccords", f"{place}/textes/{mine.public_id}"):
        lead.get(address, 404)
    page = lead.get(f"/codage/{mine.document.public_id}?autres=1")
    assert "à l'aveugle" in page.text
    assert "codage d'autres personnes" not in page.text


def test_blindness_ends_for_all_when_everybody_has_finished(
    world: World, text: RoundText, client: PageClient
) -> None:
    round_ = world.round  # type: ignore[attr-defined]
    finish_all(round_, world.bob)
    for one in texts(round_)[:-1]:
        finish(world.ana, one)
    ana = client.sign_in(world.ana)
    assert SECRET not in ana.get(f"/codage/{text.document.public_id}?autres=1").html
    finish(world.ana, texts(round_)[-1])
    assert SECRET in ana.get(f"/codage/{text.document.public_id}?autres=1").html
    for address in compared(world, text)[:3]:
        ana.get(address)


def test_the_workbook_asked_by_a_blind_coder_is_written_for_them(
    world: World, text: RoundText, tmp_path: Path
) -> None:
    class Work:
        """A job as the workbook reads it."""

        study_id, account_id, path = world.study.id, world.ana.id, tmp_path / "x.xlsx"
        params: dict[str, Any] = {"threshold": 5}

    assert _Book(Work()).scope.viewer == world.ana.id  # type: ignore[arg-type]
