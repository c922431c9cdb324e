"""Reads about studies and sites, always through the person's reach."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from feedback.accounts.models import Account, Grant
from feedback.accounts.queries import allowed_sites, allowed_studies
from feedback.db import db
from feedback.errors import NotAllowed
from feedback.studies.models import Site, Study, Territory, study_site


def reachable(account: Account, act: str) -> Select[Study]:
    """Studies where the account may do the act."""
    ids = allowed_studies(account, act)
    query = select(Study)
    return query if ids is None else query.where(Study.id.in_(ids))


def studies(account: Account, act: str, archived: bool = False) -> Sequence[Study]:
    """Those studies, open ones (or archived ones), newest first."""
    state = Study.archived_at.is_not(None) if archived else Study.archived_at.is_(None)
    query = reachable(account, act).where(state).order_by(Study.id.desc())
    return db.session.scalars(query).all()


def study(account: Account, act: str, public_id: str) -> Study:
    """One study by its public id, or NotAllowed: out of reach does not exist."""
    found = db.session.scalar(reachable(account, act).where(Study.public_id == public_id))
    if found is None:
        raise NotAllowed
    return found


def study_by_id(account: Account, act: str, study_id: int) -> Study:
    """One study by its row id, through reach."""
    found = db.session.scalar(reachable(account, act).where(Study.id == study_id))
    if found is None:
        raise NotAllowed
    return found


def sites_of(account: Account, act: str, study: Study) -> list[Site]:
    """The study's sites within the reach of the account for the act."""
    limit = allowed_sites(account, act, study.id)
    return [s for s in study.sites if limit is None or s.id in limit]


def all_sites() -> list[Site]:
    """Every site of the house, by name."""
    return list(db.session.scalars(select(Site).order_by(Site.name)))


def site(public_id: str) -> Site:
    """One site by its public id."""
    found = db.session.scalar(select(Site).where(Site.public_id == public_id))
    if found is None:
        raise NotAllowed
    return found


def territories() -> list[Territory]:
    """Every territory, by name."""
    return list(db.session.scalars(select(Territory).order_by(Territory.name)))


def team(study: Study) -> list[Grant]:
    """Roles held in a study, by name."""
    query = select(Grant).join(Account).where(Grant.study_id == study.id)
    return list(db.session.scalars(query.order_by(Account.name, Grant.role)))


def studies_per_site() -> dict[int, int]:
    """Number of studies at each site."""
    query = select(study_site.c.site_id, func.count()).group_by(study_site.c.site_id)
    return dict(db.session.execute(query).all())
