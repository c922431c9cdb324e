"""Reads that figures are made of: counts, masks, places, frictions, coded passages, quotes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import or_, select

from feedback.accounts.models import Account
from feedback.accounts.queries import allowed_sites
from feedback.analysis.grid import Cell
from feedback.analysis.masks import value_name
from feedback.analysis.periods import EVERYTHING, earlier
from feedback.analysis.places import SitePlace
from feedback.analysis.results.choice import Choice
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.instruments.models import Instrument, Version
from feedback.instruments.queries import asked_versions, instrument
from feedback.responses.models import Shown, ShownMask, Tally
from feedback.responses.tally.lines import MONTH, STATUS, WHOLE
from feedback.studies.models import Site, Study, study_site

LIVE_ROLES = frozenset({"study_lead", "coder"})  # they hold the rows


def survey(account: Account, act: str, public_id: str) -> Instrument:
    """A survey within reach that was ever asked."""
    found = instrument(account, act, public_id)
    if found.kind != "survey" or not asked_versions(found):
        raise NotAllowed
    return found


def surveys(study: Study) -> Sequence[Instrument]:
    """The surveys of a study that were ever asked."""
    query = select(Instrument).where(
        Instrument.study_id == study.id,
        Instrument.kind == "survey",
        Instrument.versions.any(Version.status != "draft"),
    )
    return db.session.scalars(query.order_by(Instrument.title)).all()


def versions(of: Instrument) -> list[Version]:
    """Versions that were ever asked, oldest first."""
    return asked_versions(of)


def is_live(account: Account, study_id: int) -> bool:
    """True for those who hold the rows: their figures are of this moment."""
    return bool(account.roles(study_id) & LIVE_ROLES)


def sites(of: Instrument) -> list[SitePlace]:
    """Sites of the study, and any other where the instrument was ever answered, by name."""
    ids = [version.id for version in versions(of)]
    answered = select(Tally.site_id).where(
        Tally.version_id.in_(ids), Tally.grain == MONTH, Tally.split == WHOLE
    )
    offered = select(study_site.c.site_id).where(study_site.c.study_id == of.study_id)
    query = select(Site).where(or_(Site.id.in_(offered), Site.id.in_(answered)))
    return [
        SitePlace(
            site.id, site.public_id, site.name, site.territory_id,
            site.territory.name if site.territory else "",
        )
        for site in db.session.scalars(query.order_by(Site.name))
    ]  # fmt: skip


def reach(account: Account, act: str, study_id: int) -> set[int] | None:
    """Sites to which the account's figures are limited; none: all."""
    return allowed_sites(account, act, study_id)


def closed_questions(
    instrument_id: int, split: str, value: str, place: str, period: str
) -> dict[Cell, frozenset[str]]:
    """Questions closed in the cells of a place and in those of a period."""
    query = select(ShownMask).where(
        ShownMask.instrument_id == instrument_id,
        ShownMask.split == split,
        ShownMask.value == value,
        or_(ShownMask.place == place, ShownMask.period == period),
    )
    return {
        Cell(row.place, row.period, row.value): frozenset(row.questions)
        for row in db.session.scalars(query)
    }


def past_masks(instrument_id: int) -> dict[tuple[str, str], set[Cell]]:
    """Every closed cell, by question and split."""
    found: dict[tuple[str, str], set[Cell]] = {}
    query = select(ShownMask).where(ShownMask.instrument_id == instrument_id)
    for row in db.session.scalars(query):
        for code in row.questions:
            found.setdefault((code, row.split), set()).add(Cell(row.place, row.period, row.value))
    return found


def as_last_shown(instrument_id: int, choice: Choice) -> Choice:
    """What is chosen; of all months, those shown last where the few who came since would be told
    by the difference."""
    if choice.period != EVERYTHING:
        return choice
    query = select(ShownMask.period, ShownMask.questions).where(
        ShownMask.instrument_id == instrument_id,
        ShownMask.split == choice.split,
        ShownMask.value == (value_name(choice.value) if choice.split else WHOLE),
        ShownMask.place == choice.place.grid,
        ShownMask.period.startswith("<"),
    )
    found = (period[1:] for period, codes in db.session.execute(query) if STATUS in codes)
    ended = next(found, "")
    return replace(choice, period=earlier(ended)) if ended else choice


def closed_values(
    instrument_id: int, split: str, place: str, period: str
) -> dict[str, frozenset[str]]:
    """Questions closed by value of a split, in one place and period."""
    query = select(ShownMask.value, ShownMask.questions).where(
        ShownMask.instrument_id == instrument_id,
        ShownMask.split == split,
        ShownMask.place == place,
        ShownMask.period == period,
    )
    return {value: frozenset(codes) for value, codes in db.session.execute(query)}


def shown_today(instrument_id: int, today: dt.date) -> bool:
    """True when what is shown was looked at today."""
    found = db.session.get(Shown, instrument_id)
    return found is not None and found.checked_on == today
