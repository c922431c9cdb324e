"""Results of the surveys: one page per survey, printable, the same figures as its workbook."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.accounts.acts import may as roles_may
from feedback.analysis import desk, periods, places, queries
from feedback.analysis.drawing import picture
from feedback.analysis.forms import ChoiceForm, period_name
from feedback.analysis.kept_views import PAGES, address_of
from feedback.analysis.participation import Participation, participation
from feedback.analysis.quotes.queries import quotes
from feedback.analysis.results.choice import Choice
from feedback.analysis.results.queries import (
    Results,
    Source,
    one_question,
    results,
    starts,
)
from feedback.analysis.shown_views import keep_heard, keep_shown
from feedback.analysis.themes import queries as themes
from feedback.analysis.words import FIGURE_NAMES
from feedback.codebook.queries import dimensions
from feedback.coding.desk import states
from feedback.coding.queries import hue
from feedback.errors import NotAllowed
from feedback.instruments.core.queries import core_codes
from feedback.reception.queries import taken_part
from feedback.responses.words import FLAG_NAMES, MODE_NAMES
from feedback.studies.kept import queries as kept
from feedback.studies.models import Study
from feedback.studies.queries import studies, study
from feedback.web.menu import Door, Entry
from feedback.web.pages import page

bp = Blueprint("analysis", __name__)
NAV = (Entry(_l("Résultats"), "analysis.choose", "read_results", "chart-column", 70),)
DOORS = (
    Door(
        _l("Résultats"), _l("Comment les personnes répondent, lieu par lieu, mois par mois."),
        "analysis.index", "read_results", "chart-column", 70,
    ),
)  # fmt: skip


@bp.app_template_filter("figure_name")
def figure_name(label: str) -> str:
    """A figure's name in the reader's language; the words of an answer stay as they were asked."""
    words, mark, figure = label.rpartition(" — ")
    return f"{words}{mark}{FIGURE_NAMES.get(figure, figure)}"


@bp.app_template_filter("thousands")
def thousands(n: int) -> str:
    """A count as people write it."""
    return str(format_decimal(n))


@bp.app_template_filter("tenth")
def tenth(value: float) -> str:
    """A figure with one decimal."""
    return str(format_decimal(value, "0.0"))


@bp.app_template_filter("along")
def along(value: float, far: float) -> str:
    """Where a difference is on a line from -far to far, in hundredths of it (1 % kept free)."""
    return f"{50 + value / far * 49:.1f}%"


@bp.app_template_filter("measure")
def measure(value: float) -> str:
    """A figure in the unit of its question, with two decimals at most."""
    return str(format_decimal(value, "#,##0.##"))


@bp.get("/resultats")
@may("read_results")
def choose() -> Any:
    """The results of the person's study, or the choice between several."""
    found = studies(account(), "read_results")
    if len(found) == 1:
        return redirect(url_for("analysis.index", public_id=found[0].public_id), 303)
    return page(
        "studies/choose.html", studies=found, endpoint="analysis.index", title=_("Résultats")
    )


@bp.get("/etudes/<public_id>/resultats")
@may("read_results")
def index(public_id: str) -> Any:
    """The surveys of a study; straight to the only one."""
    found = study(account(), "read_results", public_id)
    surveys = queries.surveys(found)
    if len(surveys) == 1:
        return redirect(url_for("analysis.show", public_id=surveys[0].public_id), 303)
    return page("analysis/index.html", study=found, surveys=surveys)


@bp.get("/enquetes/<public_id>/resultats")
@may("read_results")
def show(public_id: str) -> Any:
    """The results of a survey, at one place, over one period, perhaps filtered once."""
    return _page(public_id, "analysis/results.html", "analysis/_shown.html")


@bp.get("/enquetes/<public_id>/resultats/projeter")
@may("read_results")
def project(public_id: str) -> Any:
    """The same, one thing a screen, to be looked at by several on a wall."""
    return _page(public_id, "analysis/projected.html")


def _page(public_id: str, template: str, fragment: str | None = None) -> Any:
    """What the address chooses of a survey's results."""
    instrument = keep_shown(queries.survey(account(), "read_results", public_id), public_id)
    found, of = desk.study_of(instrument), desk.source_for(instrument, "read_results")
    form, choice = _choice(found, of)
    if choice is None:
        return page("analysis/no_site.html", study=found, instrument=instrument)
    sites, shown = choice.place.site_ids, _shown(of, choice)
    return page(
        template, fragment, study=found, instrument=instrument,
        form=form, of=of, quotes=quotes(found.id, sites, 4),
        participation=_participation(of, shown["results"].choice),
        core=core_codes(queries.versions(instrument)[-1]), **shown,
        kept=kept.views(account(), found, ("analysis.show", "comparing.show"), public_id),
        me=account(), page_name="analysis.show",
    )  # fmt: skip


@bp.get("/enquetes/<public_id>/resultats/questions/<code>")
@may("read_results")
def question(public_id: str, code: str) -> Any:
    """The results of one question."""
    return _question(public_id, code, "analysis/_question.html")


@bp.get("/enquetes/<public_id>/resultats/questions/<code>/themes")
@may("read_results")
def question_themes(public_id: str, code: str) -> Any:
    """What the answers in words to a question speak of: counted apart, since it takes longer."""
    return _question(public_id, code, "analysis/_themes.html")


def _question(public_id: str, code: str, fragment: str) -> Any:
    """What the address chooses of one question's results."""
    instrument = keep_shown(queries.survey(account(), "read_results", public_id), public_id)
    owner, of = desk.study_of(instrument), desk.source_for(instrument, "read_results")
    form, choice = _choice(owner, of)
    reports = one_question(of, choice, code) if choice else []
    if choice is None or not reports:
        raise NotAllowed
    return page(
        "analysis/question.html", fragment, study=owner, instrument=instrument, form=form,
        of=of, choice=choice, reports=reports, code=code, **_words(of, choice),
        dimensions=dimensions(owner), threshold=of.threshold,
        told=_told(of, choice, code, owner) if reports[0].asked.is_written else None,
        whole=themes.is_whole(choice), hue=hue,
        reads=roles_may(account().roles(owner.id), "code"),
    )  # fmt: skip


def _told(of: Source, choice: Choice, code: str, owner: Study) -> Any:
    """The themes of a question answered in words."""
    if not of.live:
        keep_heard(owner)
    before = periods.closed_before(desk.today())
    return themes.themes(themes.Asking(of, choice, code, owner, account(), states(), before))


def _choice(found: Study, of: Source) -> tuple[ChoiceForm, Choice] | tuple[None, None]:
    """What the address chooses, and the form to choose something else; none without a place."""
    offered = places.offered(of.sites, of.mine, _("Tous les lieux"))
    place = places.chosen(request.args.get("lieu"), offered)
    if place is None:
        return None, None
    months, filters = periods.months(starts(of), desk.today()), desk.filters_of(found, of.items)
    choice = desk.chosen(place, months, filters)
    return desk.form_of(choice, offered, months, filters, of.items), choice


def _address() -> dict[str, Any]:
    return address_of(request.args, PAGES["analysis.show"])


def _words(of: Source, choice: Choice) -> dict[str, Any]:
    """The choice and the questions in words."""
    return {
        "period_name": period_name(choice.period, str(get_locale())), "mode_names": MODE_NAMES,
        "before": desk.last_closed(), "address": _address(),
        "texts": {item.question: item.title or item.text for item in of.items},
    }  # fmt: skip


def _shown(of: Source, choice: Choice) -> dict[str, Any]:
    """What the templates of results know."""
    found: Results = results(of, choice)
    locale = str(get_locale())
    trend = [(periods.start_label(s, found.grain, locale), f) for s, f in found.trend]
    return {
        "results": found, "choice": choice, "trend": trend, "picture": picture(trend),
        "flag_names": FLAG_NAMES, "dimensions": dimensions(desk.study_of(of.instrument)),
        "threshold": of.threshold, "groups": _groups(found), **_words(of, choice),
        "before": periods.last_day(found.choice.period, desk.today()),
    }  # fmt: skip


def _participation(of: Source, choice: Choice) -> Participation | None:
    """Answers against visitors of the place and period chosen; visitors have no further filter.

    Those who do not hold the rows learn it of closed months only.
    """
    if choice.split:
        return None
    first, last = choice.period.span or (dt.date.min, desk.today())
    if not of.live:
        last = min(last, desk.last_closed())
    taken = taken_part(of.version_ids, choice.place.site_ids, first, last)
    return participation(taken.days, taken.visitors, taken.answers, of.threshold, of.live)


def _groups(found: Results) -> list[tuple[str, list[Any]]]:
    """Questions in order, statements of a matrix together."""
    groups: list[tuple[str, list[Any]]] = []
    for report in found.questions:
        if groups and groups[-1][0] == report.asked.question:
            groups[-1][1].append(report)
        else:
            groups.append((report.asked.question, [report]))
    return groups
