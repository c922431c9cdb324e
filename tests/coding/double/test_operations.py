"""Rounds drawn, finished, closed; what they refuse; what happens when texts and people go."""

from __future__ import annotations

from typing import Any

import pytest

from feedback.accounts import operations as accounts
from feedback.accounts.models import Account, AuditEntry, Grant, Notice
from feedback.coding import operations as coding
from feedback.coding.double import operations, queries
from feedback.coding.double.models import Round, RoundText
from feedback.coding.models import Coding
from feedback.corpus.masking import Mask
from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.errors import Refused
from tests.coding.double.making import World, close, code, finish, finish_all, texts
from tests.factories import make_document, make_member


@pytest.fixture
def world(app: Any) -> World:
    """Six texts, two coders."""
    return World()


def test_a_drawn_round_is_logged_told_and_drawn_again_by_its_seed(world: World) -> None:
    round_ = world.draw(strata=["language", "kind"])
    first = [text.document_id for text in texts(round_)]
    assert len(first) == 4
    assert {n.kind for n in db.session.query(Notice)} == {"double_drawn"}
    assert db.session.query(AuditEntry).filter_by(act="double.drawn").one()
    with writing():
        operations.discard(world.lead, db.session.get_one(Round, round_.id))
    assert [t.document_id for t in texts(world.draw(strata=["kind", "language"]))] == first


def test_a_text_is_drawn_in_one_round_only(world: World) -> None:
    first = {text.document_id for text in texts(world.draw())}
    second = {text.document_id for text in texts(world.draw(size=2))}
    assert first.isdisjoint(second)


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"size": 99}, "Il n'y a que 6 textes"),
        ({"name": "  "}, "Donnez un nom"),
        ({"kinds": ["transcript"]}, "Aucun texte à tirer"),
        ({"kinds": []}, "au moins une nature"),
        ({"kinds": ["comment"], "size": 0}, "au moins un texte par strate"),
        ({"share": 0}, "au moins un texte par strate"),
        ({"seed": "x" * 30}, "20 caractères"),
    ],
)
def test_what_cannot_be_drawn_is_said(world: World, wish: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused) as refused:
        world.draw(**wish)
    assert words in str(refused.value.message)


def test_one_coder_is_not_two(world: World) -> None:
    with pytest.raises(Refused, match="deux personnes"):
        world.draw(world.ana, world.ana)


def test_fewer_texts_than_strata_is_said(world: World) -> None:
    make_document(world.study, "Hola", "read", language="es")
    with pytest.raises(Refused, match="au moins un texte par strate"):
        world.draw(size=1, strata=["language"])


def test_a_finished_text_no_longer_moves_until_taken_up_again(world: World) -> None:
    round_ = world.draw()
    text = texts(round_)[0]
    public_id = code(world.ana, text.document, world.codes["A1"])
    finish(world.ana, text)
    with pytest.raises(Refused, match="Vous avez fini ce texte"):
        code(world.ana, text.document, world.codes["A2"])
    held = db.session.query(Coding).filter_by(public_id=public_id).one()
    for act in (coding.remove, lambda who, one: coding.change(who, one, 1, "x")):
        with pytest.raises(Refused, match="Vous avez fini ce texte"), writing():
            act(world.ana, db.session.get_one(Coding, held.id))
    code(world.bob, text.document, world.codes["A2"])  # the others go on
    with writing():
        operations.take_up(world.ana, db.session.get_one(RoundText, text.id))
    code(world.ana, text.document, world.codes["A2"])


def test_codes_out_of_the_round_may_still_be_put(world: World) -> None:
    round_ = world.draw(branch=world.codes["A"])
    text = texts(round_)[0]
    finish(world.ana, text)
    code(world.ana, text.document, world.codes["B1"])
    with pytest.raises(Refused):
        code(world.ana, text.document, world.codes["A1"])


def test_the_last_text_finished_by_the_last_coder_closes_the_round(world: World) -> None:
    round_ = world.draw()
    *others, last = texts(round_)
    for text in others:
        assert not finish(world.ana, text)
        assert not finish(world.bob, text)
    assert not finish(world.ana, last)
    assert not operations.is_last(world.ana, last)
    assert operations.is_last(world.bob, last)
    with pytest.raises(Refused, match="dernier texte"), writing():
        operations.finish(world.bob, db.session.get_one(RoundText, last.id), knowing=False)
    assert finish(world.bob, last)
    assert db.session.get_one(Round, round_.id).closed_at is not None
    with pytest.raises(Refused, match="close"), writing():
        operations.take_up(world.bob, db.session.get_one(RoundText, last.id))


def test_nobody_waits_for_a_coder_who_left(world: World) -> None:
    round_ = world.draw()
    with writing():
        grant = db.session.query(Grant).filter_by(account_id=world.bob.id).one()
        accounts.withdraw_role(None, grant)
    *others, last = texts(round_)
    for text in others:
        finish(world.ana, text)
    assert finish(world.ana, last)


def test_somebody_else_finishes_nothing(world: World) -> None:
    text = texts(world.draw())[0]
    with pytest.raises(Refused):
        finish(make_member(world.study, "coder"), text)


def test_a_round_with_something_finished_is_not_discarded(world: World) -> None:
    round_ = world.draw()
    finish(world.ana, texts(round_)[0])
    with pytest.raises(Refused, match="fermez-la plutôt"), writing():
        operations.discard(world.lead, db.session.get_one(Round, round_.id))


def test_a_withdrawn_text_leaves_the_round(world: World) -> None:
    round_ = world.draw()
    gone = texts(round_)[1]
    with writing():
        db.session.get_one(Document, gone.document_id).state = "withdrawn"
    left = texts(round_)
    assert len(left) == 3
    assert queries.dropped(round_, len(left)) == 1
    with pytest.raises(Refused, match="sorti de la série"):
        finish(world.ana, gone)


def test_a_replaced_text_leaves_the_round_and_stays_as_hidden(world: World) -> None:
    round_ = world.draw()
    text = texts(round_)[0]
    code(world.bob, text.document, world.codes["A1"])
    with writing():
        older = db.session.get_one(Document, text.document_id)
        newer = coding.supersede(world.lead, older, [Mask(0, 9, "[lieu]")], "0" * 64)
    assert len(texts(round_)) == 3
    assert queries.is_blind(world.ana.id, newer.id)
    assert not queries.is_blind(world.lead.id, newer.id)


def test_closing_twice_is_refused_and_missing_is_not_zero(world: World) -> None:
    round_ = world.draw()
    finish(world.ana, texts(round_)[0])
    close(world, round_)
    with pytest.raises(Refused, match="déjà close"):
        close(world, round_)
    assert queries.finished(db.session.merge(round_)) == {(texts(round_)[0].id, world.ana.id)}


def test_the_settler_is_one_of_the_coders(world: World) -> None:
    round_ = world.draw()
    with writing():
        operations.choose_settler(
            world.lead, db.session.get_one(Round, round_.id), db.session.merge(world.bob)
        )
    held = db.session.get_one(Round, round_.id)
    assert queries.may_settle(db.session.get_one(Account, world.bob.id), held)
    assert not queries.may_settle(db.session.get_one(Account, world.ana.id), held)
    with pytest.raises(Refused), writing():
        operations.choose_settler(world.lead, db.session.get_one(Round, round_.id), world.lead)


def test_everything_finished_is_counted_per_coder(world: World) -> None:
    round_ = world.draw()
    finish_all(round_, world.ana)
    at = queries.progress([round_])[round_.id]
    assert (at.texts, at.by_coder) == (4, {world.ana.id: 4})
