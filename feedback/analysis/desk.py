"""What the pages of results share: the day, the source, the choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from flask import current_app, request
from flask_babel import get_locale

from feedback.accounts.access import account
from feedback.analysis import periods, places, queries
from feedback.analysis.asked import Asked
from feedback.analysis.forms import ChoiceForm, filter_choices, period_name, place_choices
from feedback.analysis.results.choice import Choice, read_filter
from feedback.analysis.results.queries import Source, source
from feedback.db import db
from feedback.instruments.conventions import OUTCOME
from feedback.instruments.models import Instrument
from feedback.responses.handed import MODES
from feedback.studies.models import Study


def today() -> dt.date:
    """The day in France."""
    return dt.datetime.now(periods.PARIS).date()


def last_closed() -> dt.date:
    """The last day of the last closed month: up to it see those who hold no row."""
    return periods.closed_before(today()) - dt.timedelta(days=1)


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


def chosen(
    place: places.Place, months: Sequence[periods.Period], filters: Mapping[str, Sequence[str]],
    side: str = "",
) -> Choice:  # fmt: skip
    """What the address asks for, on one side."""
    split, value = read_filter(request.args.get(f"filtre{side}"), filters)
    period = periods.chosen(request.args.get(f"periode{side}"), [periods.EVERYTHING, *months])
    return Choice(place, period, split, value)


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


def form_of(
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
