"""Results of the surveys: one page per survey, printable, the same figures as its workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for
from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from feedback.accounts.access import account, may
from feedback.accounts.acts import may as roles_may
from feedback.analysis import operations, periods, places, queries
from feedback.analysis.asked import Asked
from feedback.analysis.drawing import picture
from feedback.analysis.forms import ChoiceForm, filter_choices, period_name, place_choices
from feedback.analysis.heard import queries as heard
from feedback.analysis.kept_views import PAGES, address_of
from feedback.analysis.participation import Participation, participation
from feedback.analysis.quotes.queries import quotes
from feedback.analysis.results.choice import Choice, read_filter
from feedback.analysis.results.queries import (
    Results,
    Source,
    one_question,
    results,
    source,
    starts,
)
from feedback.analysis.showing.queries import plan
from feedback.analysis.themes import queries as themes
from feedback.analysis.words import FIGURE_NAMES
from feedback.codebook.queries import dimensions
from feedback.coding.desk import states
from feedback.coding.queries import hue
from feedback.db import db, writing
from feedback.errors import NotAllowed
from feedback.instruments.conventions import OUTCOME
from feedback.instruments.core.queries import core_codes
from feedback.instruments.models import Instrument
from feedback.reception.queries import taken_part
from feedback.responses.handed import MODES
from feedback.responses.words import FLAG_NAMES, MODE_NAMES
from feedback.studies.kept import queries as kept
from feedback.studies.models import Study
from feedback.studies.queries import studies, study
from feedback.studies.shown.operations import put
from feedback.studies.shown.queries import looked_at
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
    instrument = queries.survey(account(), "read_results", public_id)
    instrument = keep_shown(instrument, public_id)
    found = study_of(instrument)
    of = source_for(instrument, "read_results")
    offered = places.offered(of.sites, of.mine, _("Tous les lieux"))
    place = places.chosen(request.args.get("lieu"), offered)
    if place is None:
        return page("analysis/no_site.html", study=found, instrument=instrument)
    months = periods.months(starts(of), today())
    filters = filters_of(found, of.items)
    choice = chosen(place, months, filters)
    form = _form(choice, offered, months, filters, of.items)
    if not of.live:
        keep_heard(found)
    return page(
        "analysis/results.html", "analysis/_results.html", study=found, instrument=instrument,
        form=form, of=of, quotes=quotes(found.id, place.site_ids, 4), participation=_participation(of, choice),
        core=core_codes(queries.versions(instrument)[-1]), **_shown(of, choice), **_themes(of, choice),
        kept=kept.views(account(), found, ("analysis.show", "comparing.show"), public_id),
        me=account(), page_name="analysis.show", address=address_of(request.args, PAGES["analysis.show"]),
    )  # fmt: skip


def chosen(
    place: places.Place, months: Sequence[periods.Period], filters: Mapping[str, Sequence[str]],
    side: str = "",
) -> Choice:  # fmt: skip
    """What the address asks for, on one side."""
    split, value = read_filter(request.args.get(f"filtre{side}"), filters)
    period = periods.chosen(request.args.get(f"periode{side}"), [periods.EVERYTHING, *months])
    return Choice(place, period, split, value)


@bp.get("/enquetes/<public_id>/resultats/questions/<code>")
@may("read_results")
def question(public_id: str, code: str) -> Any:
    """The results of one question, over all that the person may look at."""
    instrument = queries.survey(account(), "read_results", public_id)
    instrument = keep_shown(instrument, public_id)
    of = source_for(instrument, "read_results")
    place = places.chosen(None, places.offered(of.sites, of.mine, _("Tous les lieux")))
    choice = Choice(place, periods.EVERYTHING) if place else None
    reports = one_question(of, choice, code) if choice else []
    if choice is None or not reports:
        raise NotAllowed
    owner = study_of(instrument)
    text = reports[0].asked.title or reports[0].asked.text
    return page(
        "analysis/question.html", "analysis/_question.html", study=owner, instrument=instrument,
        of=of, choice=choice, reports=reports, code=code, texts={code: text},
        dimensions=dimensions(owner), threshold=of.threshold, **_themes(of, choice),
        before=periods.closed_before(today()) - dt.timedelta(days=1),
    )  # fmt: skip


def today() -> dt.date:
    """The day in France."""
    return dt.datetime.now(periods.PARIS).date()


def keep_shown(instrument: Instrument, public_id: str) -> Instrument:
    """Show the months that have closed since the last look, once a day."""
    if queries.shown_today(instrument.id, today()):
        return instrument
    ready = plan(instrument, today(), current_app.config["MASK_INSIDE"])
    with writing():
        operations.show(ready)
    return queries.survey(account(), "read_results", public_id)


def keep_heard(found: Study) -> None:
    """Show what was heard up to the last closed month, once a day."""
    if looked_at(found.id, today()):
        return
    ready = heard.plan(found, today(), current_app.config["MASK_INSIDE"], states())
    with writing():
        put(ready.study_id, ready.units, ready.edition, ready.today)


def study_of(instrument: Instrument) -> Study:
    """The study of a survey found through reach."""
    return db.session.get_one(Study, instrument.study_id)


def source_for(instrument: Instrument, act: str) -> Source:
    """The survey as this person may read it."""
    return source(
        instrument,
        live=queries.is_live(account(), instrument.study_id),
        threshold=current_app.config["MASK_INSIDE"],
        mine=queries.reach(account(), act, instrument.study_id),
        tag=str(get_locale()),
    )


def filters_of(found: Study, items: Sequence[Asked]) -> dict[str, list[str]]:
    """Values one may filter by."""
    outcome = next((item for item in items if item.code == OUTCOME), None)
    return {
        "mode": [mode for mode in MODES if mode != "entretien"],
        "language": list(found.languages) if len(found.languages) > 1 else [],
        "outcome": [option.value for option in outcome.options] if outcome else [],
    }


def _outcomes(items: Sequence[Asked]) -> dict[str, str]:
    outcome = next((item for item in items if item.code == OUTCOME), None)
    return {option.value: option.label for option in outcome.options} if outcome else {}


def _form(
    choice: Choice, offered: Sequence[places.Place], months: Sequence[periods.Period],
    filters: Mapping[str, Sequence[str]], items: Sequence[Asked],
) -> ChoiceForm:  # fmt: skip
    form = ChoiceForm(
        formdata=None,
        data={"lieu": choice.place.code, "periode": choice.period.code, "filtre": choice.filter},
    )
    fill(form, "", offered, months, filters, items)
    return form


def fill(
    form: ChoiceForm, side: str, offered: Sequence[places.Place],
    months: Sequence[periods.Period], filters: Mapping[str, Sequence[str]], items: Sequence[Asked],
) -> None:  # fmt: skip
    """Offer what may be looked at, on one side."""
    named = [(p.code, period_name(p, str(get_locale()))) for p in [periods.EVERYTHING, *months]]
    form[f"lieu{side}"].choices = place_choices(offered)
    form[f"periode{side}"].choices = named
    form[f"filtre{side}"].choices = filter_choices(filters, _outcomes(items))


def _shown(of: Source, choice: Choice) -> dict[str, Any]:
    """What the templates of results know."""
    found: Results = results(of, choice)
    locale = str(get_locale())
    trend = [(periods.start_label(s, found.grain, locale), f) for s, f in found.trend]
    study_id = of.instrument.study_id
    return {
        "results": found, "choice": choice, "trend": trend, "picture": picture(trend),
        "period_name": period_name(choice.period, locale), "mode_names": MODE_NAMES,
        "flag_names": FLAG_NAMES, "dimensions": dimensions(db.session.get_one(Study, study_id)),
        "before": periods.closed_before(today()) - dt.timedelta(days=1),
        "threshold": of.threshold, "groups": _groups(found),
        "texts": {item.question: item.title or item.text for item in of.items},
    }  # fmt: skip


def _themes(of: Source, choice: Choice) -> dict[str, Any]:
    """What the templates of themes know."""
    owner, reads = (
        study_of(of.instrument),
        roles_may(account().roles(of.instrument.study_id), "code"),
    )
    before = periods.closed_before(today())
    asking = themes.Asking(of, choice, owner, account(), states(), before)
    return {
        "themes": themes.themes(asking),
        "hue": hue,
        "reads": reads,
        "whole": themes.is_whole(choice),
    }


def _participation(of: Source, choice: Choice) -> Participation | None:
    """Answers against visitors of the place and period chosen; visitors have no further filter.

    Those who do not hold the rows learn it of closed months only.
    """
    if choice.split:
        return None
    first, last = choice.period.span or (dt.date.min, today())
    if not of.live:
        last = min(last, periods.closed_before(today()) - dt.timedelta(days=1))
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
