"""Two choices of a survey side by side, with what may be said of their differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request
from flask_babel import force_locale, format_date, get_locale
from flask_babel import gettext as _

from feedback.accounts.access import account, may
from feedback.analysis import desk, periods, places, queries
from feedback.analysis.comparing import sheets
from feedback.analysis.differences import Compared, compared, overlap, widest
from feedback.analysis.forms import CompareForm, period_name
from feedback.analysis.kept_views import PAGES, address_of
from feedback.analysis.results.choice import Choice
from feedback.analysis.results.queries import Source, results, starts
from feedback.analysis.shown_views import keep_shown
from feedback.db import utcnow
from feedback.studies.kept import queries as kept
from feedback.studies.models import Study
from feedback.web.pages import page
from feedback.web.workbooks import workbook

bp = Blueprint("comparing", __name__)


@dataclass(frozen=True)
class Both:
    """The two sides, read."""

    study: Study
    of: Source
    form: CompareForm
    one: Choice
    two: Choice
    together: bool
    questions: list[Compared]

    def name(self, choice: Choice) -> str:
        """A side in words."""
        words = [choice.place.name, period_name(choice.period, str(get_locale()))]
        if choice.filter:
            options = (o for group in self.form.filtre.choices.values() for o in group)
            words += [str(o.label) for o in options if o.value == choice.filter]
        told = choice if self.of.live else queries.as_last_shown(self.of.instrument.id, choice)
        if told.period.is_earlier:
            day = format_date(periods.last_day(told.period, desk.today()))
            words.append(_("jusqu'au %(day)s, dernier mois clos", day=day))
        return ", ".join(words)


def _both(public_id: str) -> Both | Any:
    instrument = queries.survey(account(), "read_results", public_id)
    instrument = keep_shown(instrument, public_id)
    found, of = desk.study_of(instrument), desk.source_for(instrument, "read_results")
    offered = places.offered(of.sites, of.mine, _("Tous les lieux"))
    first, second = (places.chosen(request.args.get(n), offered) for n in ("lieu", "lieu2"))
    if first is None or second is None:
        return page("analysis/no_site.html", study=found, instrument=instrument)
    months, filters = periods.months(starts(of), desk.today()), desk.filters_of(found, of.items)
    one, two = desk.chosen(first, months, filters), desk.chosen(second, months, filters, "2")
    form = CompareForm(
        formdata=None,
        data={
            "lieu": first.code, "periode": one.period.code, "filtre": one.filter,
            "lieu2": second.code, "periode2": two.period.code, "filtre2": two.filter,
        },
    )  # fmt: skip
    for side in ("", "2"):
        desk.fill(form, side, offered, months, filters, of.items)
    together = overlap(one, two)
    here, there = results(of, one).questions, results(of, two).questions
    return Both(found, of, form, one, two, together, compared(here, there, not together))


@bp.get("/enquetes/<public_id>/resultats/comparer")
@may("read_results")
def show(public_id: str) -> Any:
    """Each question on both sides, its difference, and whether it is probable."""
    both = _both(public_id)
    if not isinstance(both, Both):
        return both
    return page(
        "analysis/comparing/show.html", both=both, study=both.study, instrument=both.of.instrument,
        form=both.form, names=(both.name(both.one), both.name(both.two)), same=both.one == both.two,
        widest={unit: widest(both.questions, unit) for unit in (True, False)},
        threshold=both.of.threshold, args=request.args.to_dict(), me=account(),
        kept=kept.views(account(), both.study, ("analysis.show", "comparing.show"), public_id),
        page_name="comparing.show", address=address_of(request.args, PAGES["comparing.show"]),
    )  # fmt: skip


@bp.get("/enquetes/<public_id>/resultats/comparer.xlsx")
@may("read_results")
def show_file(public_id: str) -> Any:
    """The same as a workbook; files are in French."""
    with force_locale("fr"):
        both = _both(public_id)
        if not isinstance(both, Both):
            return both
        names = both.name(both.one), both.name(both.two)
        title = both.of.instrument.title
        made = sheets.book(both.study.title, title, names, both.questions, both.together)
    return workbook("vive-voix_comparaison.xlsx", made, sheets.properties(title), utcnow())
