"""How many people came: the last fourteen days of a site, typed and corrected on one page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import flash, request, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.db import utcnow, writing
from feedback.errors import NotAllowed
from feedback.reception import operations, queries
from feedback.reception.blueprint import ACT, bp
from feedback.reception.calendar import Day, field_name, last_days, lines, number
from feedback.responses.weeks import here
from feedback.studies.models import Site, Study
from feedback.studies.queries import sites_of, study
from feedback.web.forms import BareForm
from feedback.web.pages import go, page


@bp.app_template_filter("day_name")
def day_name(day: dt.date) -> str:
    """A day with its name: « lundi 2 novembre »."""
    return str(format_date(day, "EEEE d MMMM"))


def _place(public_id: str) -> tuple[Study, list[Site], Site | None]:
    """The study, its sites within reach, and the one asked for; by default the first."""
    found = study(account(), ACT, public_id)
    sites = sites_of(account(), ACT, found)
    asked = request.args.get("lieu") or None
    wanted = [s for s in sites if asked in (None, s.public_id)]
    if asked and not wanted:
        raise NotAllowed
    return found, sites, next(iter(wanted), None)


def _lines(found: Study, site: Site) -> list[Day]:
    days = last_days(here(utcnow())[0])
    known = queries.visitors(site.id, days[-1], days[0])
    return lines(days, known, queries.days_with_answers(found, site.id, days[-1], days[0]))


def _page(
    found: Study, sites: Sequence[Site], site: Site | None, days: Sequence[Day], status: int = 200
) -> Any:
    return page(
        "reception/footfall.html", status=status, study=found, sites=sites, site=site, days=days,
        missing=sum(day.missing for day in days), bare=BareForm(),
        wrong=[day for day in days if day.wrong],
    )  # fmt: skip


@bp.get("/etudes/<public_id>/frequentation")
@may(ACT)
def footfall(public_id: str) -> Any:
    """The last fourteen days of a site; open days nobody has counted are shown."""
    found, sites, site = _place(public_id)
    return _page(found, sites, site, _lines(found, site) if site else [])


@bp.post("/etudes/<public_id>/frequentation")
@may(ACT)
def footfall_post(public_id: str) -> Any:
    """Store the numbers, all of them or none."""
    found, sites, site = _place(public_id)
    if site is None:
        return _page(found, sites, site, [], 422)
    shown = [_typed(day) for day in _lines(found, site)]
    if any(day.wrong for day in shown):
        return _page(found, sites, site, shown, 422)
    counted = {d.day: number(d.typed) for d in shown if field_name(d.day) in request.form}
    with writing():
        changed = operations.count_visitors(account(), site, counted)
    flash(ngettext("%(num)d jour enregistré.", "%(num)d jours enregistrés.", changed))
    return go(url_for("reception.footfall", public_id=public_id, lieu=site.public_id))


def _typed(day: Day) -> Day:
    """A line with what was typed in it."""
    typed = request.form.get(day.name, day.typed)
    try:
        number(typed)
    except ValueError:
        wrong = _("Écrivez un nombre entier de personnes, en chiffres, ou laissez vide.")
        return replace(day, typed=typed[:20], wrong=wrong)
    return replace(day, typed=typed)
