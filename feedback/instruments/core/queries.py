"""Reads about cores: which version an instrument stands on, which questions that locks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased, selectinload

from feedback.accounts.acts import ACTS
from feedback.accounts.models import Account
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.instruments.models import Instrument, Version
from feedback.instruments.queries import definition_of, draft, published
from feedback.studies.models import Study


def core_of(instrument: Instrument) -> Version | None:
    """The version of a house template that a local instrument stands on; none for another.

    Of its draft if there is one, else of its last version.
    """
    latest = draft(instrument) or (instrument.versions[-1] if instrument.versions else None)
    return core_of_version(latest) if latest else None


def core_of_version(version: Version) -> Version | None:
    """The version of a house template that one version stands on."""
    return db.session.get_one(Version, version.core_id) if version.core_id else None


def locked_codes(instrument: Instrument) -> frozenset[str]:
    """Codes of the questions that the core of an instrument locks, those of banks too."""
    core = core_of(instrument)
    return frozenset(definition_of(core).by_code) if core else frozenset()


def core_codes(version: Version) -> frozenset[str]:
    """Codes of the questions of a version that belong to a core: its own if others stand on it."""
    core = version if version.instrument.template_at else core_of_version(version)
    return frozenset(definition_of(core).by_code) if core else frozenset()


def newer_core(instrument: Instrument) -> Version | None:
    """The version of the core asked now, when an instrument stands on an older one."""
    core = core_of(instrument)
    if core is None or core.instrument.template_at is None:
        return None
    now = published(core.instrument)
    return now if now is not None and now.number > core.number else None


Row = tuple[Instrument, Version, Study]  # an instrument, the version asked, its study


def templates() -> list[Row]:
    """Templates of the house that are asked, by title."""
    return _asked(Instrument.template_at.is_not(None))


def candidates() -> list[Row]:
    """Instruments that could become templates: asked, and not local themselves."""
    return _asked(Instrument.template_at.is_(None), Version.core_id.is_(None))


def _asked(*where: ColumnElement[bool]) -> list[Row]:
    query = (
        select(Instrument, Version, Study)
        .join(Version, Version.instrument_id == Instrument.id)
        .join(Study, Study.id == Instrument.study_id)
        .where(Version.status == "published", Study.archived_at.is_(None), *where)
        .order_by(Instrument.title, Study.title)
    )
    return [(one, version, study) for one, version, study in db.session.execute(query)]


def template(account: Account, public_id: str) -> Row:
    """A template of the house by its public id; whoever names templates may look at any
    instrument that could become one."""
    names = bool(account.house_roles & ACTS["manage_templates"])
    offered = [*templates(), *(candidates() if names else ())]
    found = next((row for row in offered if row[0].public_id == public_id), None)
    if found is None:
        raise NotAllowed
    return found


def locals_of(instrument: Instrument) -> Sequence[Instrument]:
    """Instruments with a version that stands on a version of this one."""
    core = aliased(Version)
    query = (
        select(Instrument)
        .join(Version, Version.instrument_id == Instrument.id)
        .join(core, core.id == Version.core_id)
        .where(core.instrument_id == instrument.id)
        .options(selectinload(Instrument.versions))
    )
    return db.session.scalars(query.order_by(Instrument.title).distinct()).unique().all()


def used() -> dict[int, int]:
    """How many instruments stand on each template, by its id."""
    core = aliased(Version)
    query = (
        select(core.instrument_id, func.count(Version.instrument_id.distinct()))
        .join(Version, Version.core_id == core.id)
        .group_by(core.instrument_id)
    )
    return dict(db.session.execute(query).all())
