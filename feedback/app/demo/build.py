"""Build the demonstration in an empty database, through the same operations as real work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from feedback.accounts import operations as accounts
from feedback.accounts.models import Account
from feedback.accounts.passwords import DEMONSTRATION, hashed
from feedback.app.demo import answers as invented
from feedback.app.demo import people, reading, sayings, stories, talks, visits
from feedback.codebook import operations as codebook
from feedback.codebook.queries import codes as codebook_of
from feedback.codebook.versions.operations import take as take_version
from feedback.corpus.models import Document
from feedback.db import utcnow, writing
from feedback.formats.text import normalise
from feedback.instruments import library
from feedback.instruments import operations as instruments
from feedback.instruments.models import Instrument, Version
from feedback.instruments.queries import definition_of
from feedback.kiosk import operations as kiosk
from feedback.reception import operations as reception
from feedback.responses.handed import Handed, tally_pairs
from feedback.responses.operations import hand_in
from feedback.studies import operations as studies
from feedback.studies.models import Site, Study
from feedback.web.secrets import ORIGINALS, RECEIPTS, WITHDRAWALS, house_secret

T = TypeVar("T")
RESPONSES = 6_000
BATCH = 500


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size` items."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


class House:
    """What the steps of the building hand to one another."""

    staff: dict[str, Account]
    sites: dict[str, Site]
    study: Study
    instruments: dict[str, Instrument]


@dataclass(frozen=True)
class Keys:
    """Secrets of the house that the building needs."""

    receipts: str
    withdrawals: str
    originals: str

    @classmethod
    def of_house(cls) -> Keys:
        """Those of the open house."""
        return cls(house_secret(RECEIPTS), house_secret(WITHDRAWALS), house_secret(ORIGINALS))


def build(
    keys: Keys, today: dt.date, say: Callable[[str], None] = lambda _: None,
    responses: int = RESPONSES,
) -> House:  # fmt: skip
    """Fill the empty database."""
    house = House()
    with writing():
        _people(house)
        _study(house)
        _ask(house)
    say("réponses")
    _responses(house, keys.receipts, today, responses)
    with writing():
        _visits(house, today)
    say("entretiens et paroles")
    with writing():
        _interviews(house, keys, today)
    say("relecture et codage")
    with writing():
        _read_and_code(house, keys)
    return house


def _interviews(house: House, keys: Keys, today: dt.date) -> None:
    talks.hold(
        house.staff["enqueteur"], house.study, house.instruments, stories.journeys(), today,
        {"receipts": keys.receipts, "withdrawals": keys.withdrawals},
    )  # fmt: skip
    sayings.leave(
        house.staff["responsable"], house.study, house.instruments["parole"], stories.paroles(),
        today, keys.receipts, keys.withdrawals,
    )  # fmt: skip


def _read_and_code(house: House, keys: Keys) -> None:
    team = reading.Team(house.staff, keys.originals)
    codes = {c.key: c for c in codebook_of(house.study)}
    everything: tuple[reading.Told, ...] = (*stories.comments(), *stories.paroles())
    told = {normalise(one.text).strip(): one for one in everything}
    shared: list[Document] = []
    for kind in ("comment", "parole"):
        waiting = [d for d in reading.documents(house.study.id, kind) if d.text in told]
        meant = {d.id: told[d.text] for d in waiting}  # masking will change some texts
        for number, document in enumerate(reading.read(team, waiting, meant)):
            both = number < reading.SHARED
            reading.code(team, codes, document, meant[document.id], both)
            if both:
                shared.append(document)
    for kind in ("transcript", "step"):
        for document in reading.documents(house.study.id, kind):
            reading.read_one(team, document)
    for journey in stories.journeys():
        reading.code_said(team, codes, house.study.id, journey)
    reading.code_double(team, house.study, house.staff["responsable"], shared)
    reading.write_memos(team, house.study, codes, shared)


def _people(house: House) -> None:
    word = hashed(DEMONSTRATION)
    house.staff = {}
    for local, name, role, _sites in people.PEOPLE:
        account = accounts.create_account(
            None, f"{local}@demo.example.org", name, demonstration=True
        )
        account.password_hash = word
        if role in ("administrator", "dpo"):
            accounts.grant_role(None, account, role)
        house.staff[local] = account


def _study(house: House) -> None:
    admin, lead = house.staff["administrateur"], house.staff["responsable"]
    house.sites = {
        code: studies.save_site(admin, None, code=code, name=name, territory=territory)
        for code, name, territory in people.SITES
    }
    study = studies.create_study(admin, people.STUDY, lead)
    today = utcnow().date()
    studies.edit_study(
        lead, study, title=people.STUDY, purpose=people.PURPOSE,
        starts_on=today - dt.timedelta(days=invented.DAYS), ends_on=None,
        notice=dict(people.NOTICE), sites=list(house.sites.values()),
    )  # fmt: skip
    study.demonstration, study.languages = True, list(people.LANGUAGES)
    for local, _name, role, codes in people.PEOPLE:
        if role in ("administrator", "dpo"):
            continue
        sites = {house.sites[code].id for code in codes}
        studies.join_team(admin, study, house.staff[local], role, sites)
    house.study = study


def _ask(house: House) -> None:
    lead = house.staff["responsable"]
    codebook.create_from_library(lead, house.study)
    take_version(lead, house.study, "Avant de commencer à coder")
    house.instruments = {}
    for name in library.names():
        made = instruments.create_from_library(lead, house.study, name)
        instruments.publish(lead, house.study, made)
        house.instruments[name] = made
    survey = house.instruments["accueil"]
    for code in ("M03", "M04", "M06"):
        device, _code = kiosk.add_device(
            lead, house.study, survey, house.sites[code], "Borne de l'entrée", "borne"
        )
        kiosk.new_pin(lead, device, people.PIN)
        kiosk.open_link(lead, house.study, survey, house.sites[code])


def _responses(house: House, key: str, today: dt.date, count: int) -> None:
    survey: Version = house.instruments["accueil"].versions[0]
    definition = definition_of(survey)
    site_ids = [site.id for site in house.sites.values()]
    yesterday = today - dt.timedelta(days=1)
    drawn = invented.draw(count, yesterday, len(site_ids), stories.comments())
    last: Handed | None = None
    for batch in in_batches(drawn, BATCH):
        ready = [_handed(one, survey, house.study.id, site_ids) for one in batch]
        with writing():
            for last in ready:
                pairs = tally_pairs(definition, last.answers, last.texts, last.mode)
                hand_in(last, pairs, key)
    if last is not None:  # one handed in twice with two contents, for the page that shows it
        other = replace(last, answers={**last.answers, "satisfaction": "pas_bien"}, texts={})
        with writing():
            hand_in(other, tally_pairs(definition, other.answers, {}, other.mode), key)


def _visits(house: House, today: dt.date) -> None:
    yesterday = today - dt.timedelta(days=1)
    for number, site in enumerate(house.sites.values()):
        reception.count_visitors(house.staff["agent"], site, visits.visitors(number, yesterday))


def _handed(one: invented.Drawn, survey: Version, study_id: int, site_ids: list[int]) -> Handed:
    return Handed(
        uuid=one.uuid, study_id=study_id, instrument_id=survey.instrument_id,
        version_id=survey.id, site_id=site_ids[one.place], mode=one.mode, language=one.language,
        complete=one.complete, day=one.day, half=one.half, answers=one.answers, texts=one.texts,
        last_step=one.last_step, flags=one.flags,
    )  # fmt: skip
