"""What happens to studies, their teams and the sites."""

from __future__ import annotations

import datetime as dt

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from feedback.accounts.acts import SITE_ROLES, STUDY_ROLES
from feedback.accounts.models import Account, Grant
from feedback.accounts.operations import grant_role, record, withdraw_role
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.studies.models import Site, Study, Territory
from feedback.studies.sheet import SiteRow

MAX_SITES = 2_000


def create_study(actor: Account, title: str, lead: Account) -> Study:
    """A new study and its first lead."""
    study = Study(title=title.strip())
    db.session.add(study)
    db.session.flush()
    record(actor, "study.created", f"study:{study.public_id}")
    grant_role(actor, lead, "study_lead", study.id)
    return study


def edit_study(
    actor: Account, study: Study, *, title: str, purpose: str, starts_on: dt.date | None,
    ends_on: dt.date | None, notice: dict[str, object], sites: list[Site],
) -> None:  # fmt: skip
    """Change what a study says of itself."""
    if starts_on and ends_on and ends_on < starts_on:
        raise Refused(_l("La fin vient avant le début."), "ends_on")
    study.title, study.purpose = title.strip(), purpose.strip()
    study.starts_on, study.ends_on = starts_on, ends_on
    study.notice, study.sites = notice, sites
    db.session.flush()
    record(actor, "study.edited", f"study:{study.public_id}")


def archive(actor: Account, study: Study) -> None:
    """Close a study: nothing more is collected, everything stays readable."""
    study.archived_at = utcnow()
    record(actor, "study.archived", f"study:{study.public_id}")


def reopen(actor: Account, study: Study) -> None:
    """Open an archived study again."""
    study.archived_at = None
    record(actor, "study.reopened", f"study:{study.public_id}")


def join_team(actor: Account, study: Study, person: Account, role: str, sites: set[int]) -> Grant:
    """Give a person a role in the study."""
    if role not in STUDY_ROLES:
        raise Refused(_l("Choisissez un rôle."), "role")
    if sites and role not in SITE_ROLES:
        raise Refused(_l("Ce rôle vaut pour toute l'étude : ne cochez pas de lieu."), "sites")
    if not sites <= {s.id for s in study.sites}:
        raise Refused(_l("Ce lieu ne fait pas partie de l'étude."), "sites")
    return grant_role(actor, person, role, study.id, sites)


def leave_team(actor: Account, study: Study, grant: Grant) -> None:
    """Take a role of the study away; an open study keeps a lead."""
    leads = (
        select(Grant.id)
        .join(Account)
        .where(
            Grant.study_id == study.id, Grant.role == "study_lead", Grant.id != grant.id,
            Account.active,
        )
    )  # fmt: skip
    if grant.role == "study_lead" and db.session.scalar(leads.limit(1)) is None:
        raise Refused(_l("Une étude garde toujours une personne responsable."))
    withdraw_role(actor, grant)


def territory_named(name: str) -> Territory | None:
    """The territory of that name, made when new; none for an empty name."""
    if not name.strip():
        return None
    found = db.session.scalar(select(Territory).where(Territory.name == name.strip()))
    if found is None:
        found = Territory(name=name.strip())
        db.session.add(found)
        db.session.flush()
    return found


def save_site(
    actor: Account | None, site: Site | None, *, code: str, name: str, territory: str,
    active: bool = True,
) -> Site:  # fmt: skip
    """Create or change a site; its code is its own."""
    same = db.session.scalar(select(Site).where(Site.code == code.strip()))
    if same is not None and same is not site:
        raise Refused(_l("Ce code est déjà celui d'un autre lieu."), "code")
    if site is None:
        site = Site()
        db.session.add(site)
    site.code, site.name, site.active = code.strip(), name.strip(), active
    site.territory = territory_named(territory)
    db.session.flush()
    record(actor, "site.saved", f"site:{site.public_id}")
    return site


def check_rows(rows: list[SiteRow]) -> list[object]:
    """Problems of an imported sheet, each naming its line."""
    problems: list[object] = []
    seen: set[str] = set()
    for row in rows:
        if not row.code or not row.name:
            problems.append(_l("Ligne %(line)d : code et nom sont nécessaires.", line=row.line))
        elif len(row.code) > 20 or len(row.name) > 120 or len(row.territory) > 120:
            problems.append(_l("Ligne %(line)d : texte trop long.", line=row.line))
        elif row.code in seen:
            problems.append(
                _l("Ligne %(line)d : le code « %(code)s » apparaît deux fois.",
                   line=row.line, code=row.code)
            )  # fmt: skip
        seen.add(row.code)
    return problems


def import_sites(actor: Account, rows: list[SiteRow]) -> int:
    """Create or update the sites of a sheet, all or none; returns how many."""
    problems = check_rows(rows)
    if not rows:
        problems = [_l("Aucune ligne : il faut les colonnes code, nom, territoire.")]
    if len(rows) > MAX_SITES:
        problems = [_l("Trop de lignes : %(max)d au plus.", max=MAX_SITES)]
    if problems:
        raise Refused(problems, "file")
    known = {s.code: s for s in db.session.scalars(select(Site))}
    for row in rows:
        save_site(actor, known.get(row.code), code=row.code, name=row.name, territory=row.territory)
    return len(rows)
