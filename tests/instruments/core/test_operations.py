"""A core is kept wherever a draft is written, and local instruments follow it when they choose."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from feedback.accounts.models import AuditEntry, Notice
from feedback.db import db, writing
from feedback.errors import Refused
from feedback.exports.dictionary import rows
from feedback.exports.manager.operations import dictionary_of
from feedback.instruments import operations as instruments
from feedback.instruments import queries
from feedback.instruments.core import operations
from feedback.instruments.core.queries import core_of, locked_codes, newer_core
from feedback.instruments.definition import Definition, load
from feedback.instruments.drafting import operations as drafting
from feedback.instruments.models import Instrument, Version
from feedback.studies.models import Study
from tests.factories import make_account, make_lead, make_study, make_survey
from tests.instruments.core.making import make_core, make_local, publish, with_more
from tests.instruments.making import source
from tests.places import PNG

pytestmark = pytest.mark.usefixtures("app")


def again(of: Instrument) -> Instrument:
    db.session.expire_all()
    return db.session.get_one(Instrument, of.id)


def test_a_local_instrument_locks_every_question_of_its_core() -> None:
    house, mine = make_study(), make_study()
    core = make_core(house)
    local = again(make_local(mine, core, source("yes_no", "locale")))
    asked = queries.definition_of(local.versions[0])
    assert core_of(local).instrument.id == core.id  # type: ignore[union-attr]
    assert {one.code for one in asked.questions} - locked_codes(local) == {"locale"}
    assert (local.title, local.code, local.study_id) == ("Chez nous", "accueil", mine.id)
    assert locked_codes(again(core)) == frozenset(), "its own study goes on writing it"


def test_in_the_same_study_it_takes_another_code() -> None:
    house = make_study()
    assert again(make_local(house, make_core(house))).code == "accueil_2"


def through(door: str, study: Study, local: Instrument, changed: Definition) -> None:
    """Try to bring a changed core in."""
    held, owner = db.session.get_one(Instrument, local.id), db.session.get_one(Study, study.id)
    if door == "keep_form":
        instruments.keep_form(make_lead(study), owner, changed)
    elif door == "save_draft":
        instruments.save_draft(make_lead(study), held, changed)
    elif door == "workshop":
        instruments.draft_from(make_lead(study), held, held.versions[0])
        drafting.change(make_lead(study), held, "card", "satisfaction", lambda _draft: changed)
    else:  # written past the operation: publishing looks again
        draft = instruments.draft_from(make_lead(study), held, held.versions[0])
        draft.definition, draft.digest = changed.canonical, changed.digest
        instruments.publish(make_lead(study), owner, held)


@pytest.mark.parametrize("door", ["save_draft", "keep_form", "pasted over", "workshop"])
def test_a_change_of_the_core_is_refused_at_every_door(door: str) -> None:
    house, mine = make_study(), make_study()
    local = make_local(mine, make_core(house))
    changed = queries.definition_of(again(local).versions[0]).as_json()
    changed["questions"][0]["options"][0]["score"] = 3
    with pytest.raises(Refused, match="« satisfaction »"), writing():
        through(door, mine, local, load(changed))
    assert [v.number for v in again(local).versions] == [1]


def test_those_who_stand_on_a_core_are_told_of_its_new_version_and_take_it_over() -> None:
    house, mine = make_study(), make_study()
    core = make_core(house)
    local = make_local(mine, core, source("yes_no", "locale"))
    assert newer_core(again(local)) is None
    before = instruments.latest(again(core))
    publish(house, core, with_more(before, source("number", "age")))
    told = db.session.scalars(select(Notice).where(Notice.kind == "new_core")).all()
    assert [(one.account_id, one.address) for one in told] == [
        (make_lead(mine).id, f"/questionnaires/{local.public_id}#noyau")
    ]
    with writing() as session:
        held = session.get_one(Instrument, local.id)
        operations.take_core(make_lead(mine), held)
    codes = [one.code for one in instruments.latest(again(local)).written]
    assert codes[-2:] == ["age", "locale"]
    assert core_of(again(local)).number == 2  # type: ignore[union-attr]
    assert again(local).versions[0].core_id == again(core).versions[0].id, "asked ones stay"
    assert newer_core(again(local)) is None
    assert db.session.scalar(select(AuditEntry).where(AuditEntry.act == "instrument.core_taken"))
    with pytest.raises(Refused, match="déjà la dernière"), writing() as session:
        operations.take_core(make_lead(mine), session.get_one(Instrument, local.id))


def test_nothing_is_taken_back_over_a_change_of_core() -> None:
    house, mine = make_study(), make_study()
    core = make_core(house)
    local = make_local(mine, core)
    publish(house, core, with_more(instruments.latest(again(core)), source("number", "age")))
    with writing() as session:
        held = session.get_one(Instrument, local.id)
        more = with_more(instruments.latest(held), source("yes_no", "locale"))
        instruments.save_draft(make_lead(mine), held, more)
        instruments.save_draft(make_lead(mine), held, with_more(more, source("date", "quand")))
        operations.take_core(make_lead(mine), held)
    with pytest.raises(Refused, match="plus rien à annuler"), writing() as session:
        drafting.undo(session.get_one(Instrument, local.id))
    codes = [one.code for one in instruments.latest(again(local)).written]
    assert codes[-3:] == ["age", "locale", "quand"]


def test_an_older_version_comes_back_with_the_core_it_stood_on() -> None:
    house, mine = make_study(), make_study()
    core = make_core(house)
    local = make_local(mine, core)
    publish(house, core, with_more(instruments.latest(again(core)), source("number", "age")))
    with writing() as session:
        held, owner = session.get_one(Instrument, local.id), session.get_one(Study, mine.id)
        operations.take_core(make_lead(mine), held)
        instruments.publish(make_lead(mine), owner, held)
        instruments.draft_from(make_lead(mine), held, held.versions[0])
    assert core_of(again(local)).number == 1  # type: ignore[union-attr]
    assert newer_core(again(local)) is not None


def test_a_code_that_the_new_core_uses_too_is_refused_by_its_name() -> None:
    house, mine = make_study(), make_study()
    core = make_core(house)
    local = make_local(mine, core, source("yes_no", "age"))
    publish(house, core, with_more(instruments.latest(again(core)), source("number", "age")))
    with pytest.raises(Refused, match="age"), writing() as session:
        operations.take_core(make_lead(mine), session.get_one(Instrument, local.id))
    assert len(again(local).versions) == 1


def test_a_local_rule_on_a_question_that_the_core_drops_is_refused_by_its_name() -> None:
    house, mine = make_study(), make_study()
    core = make_core(house)
    rule = {"equals": ["resultat", "oui"]}
    local = make_local(mine, core, source("yes_no", "locale", show_if=rule))
    document = instruments.latest(again(core)).as_json()
    document["questions"] = [q for q in document["questions"] if q["code"] != "resultat"]
    publish(house, core, load(document))
    with pytest.raises(Refused) as refused, writing() as session:
        operations.take_core(make_lead(mine), session.get_one(Instrument, local.id))
    assert any("« locale »" in one for one in refused.value.message)


def test_pictures_of_a_core_are_shown_without_belonging_to_the_study() -> None:
    house, mine = make_study(), make_study()
    core = make_core(house)
    with writing() as session:
        owner = session.get_one(Study, house.id)
        token = instruments.add_picture(make_lead(house), owner, "a.png", PNG).token
    options = [
        {"value": v, "label": {"fr": v}, "picture": token} for v in ("un", "deux")
    ]  # fmt: skip
    publish(house, core, with_more(instruments.latest(again(core)), source("single", "vu", options=options)))  # fmt: skip
    local = make_local(mine, core)
    assert "vu" in locked_codes(again(local))


def test_only_what_is_asked_and_is_not_local_becomes_a_template() -> None:
    house, mine = make_study(), make_study()
    local, admin = make_local(mine, make_core(house)), make_account("administrator")
    with writing():
        draft = instruments.create_from_library(make_lead(mine), mine, "parole")
    for instrument, why in ((local, "local"), (draft, "publié")):
        with pytest.raises(Refused, match=why), writing() as session:
            operations.name_template(admin, session.get_one(Instrument, instrument.id))


def test_a_withdrawn_template_still_locks_and_tells_nothing_more() -> None:
    house, mine = make_study(), make_study()
    core = make_core(house)
    local = make_local(mine, core)
    admin = make_account("administrator")
    with writing() as session:
        operations.withdraw_template(admin, session.get_one(Instrument, core.id))
    assert "satisfaction" in locked_codes(again(local))
    publish(house, core, with_more(instruments.latest(again(core)), source("number", "age")))
    assert newer_core(again(local)) is None
    assert db.session.scalars(select(Notice).where(Notice.kind == "new_core")).all() == []
    with pytest.raises(Refused, match="plus proposé"), writing() as session:
        operations.create_local(
            make_lead(mine), session.get_one(Study, mine.id), core.public_id, ""
        )


def test_the_dictionary_says_what_is_core_and_what_is_local() -> None:
    house, mine, other = make_study(), make_study(), make_study()
    core = make_core(house)
    local = make_local(mine, core, source("yes_no", "locale"))

    def origins(of: Instrument) -> dict[str, str]:
        found: list[Version] = list(again(of).versions)
        return {str(row[1]): str(row[-1]) for row in rows(dictionary_of("T", found), {})}

    assert origins(local)["satisfaction"] == origins(core)["satisfaction"] == "noyau"
    assert origins(local)["locale"] == "local"
    assert set(origins(make_survey(other)).values()) == {""}
