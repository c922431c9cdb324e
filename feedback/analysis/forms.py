"""What one looks at, as a form sent by GET."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SubmitField

from feedback.analysis.periods import Period, label
from feedback.analysis.places import Place
from feedback.responses.words import MODE_NAMES
from feedback.studies.forms import LANGUAGE_NAMES
from feedback.web.forms import Form, choices

SPLIT_NAMES = {
    "mode": _l("Façon de répondre"),
    "language": _l("Langue"),
    "outcome": _l("Résultat de la visite"),
}


class ChoiceForm(Form):
    """A place, a period, one further filter; nothing is written, so no token."""

    class Meta(Form.Meta):
        """WTForms settings."""

        csrf = False

    lieu = SelectField(_l("Lieu"), validate_choice=False)
    periode = SelectField(_l("Période"), validate_choice=False)
    filtre = SelectField(_l("Un filtre de plus"), validate_choice=False)
    submit = SubmitField(_l("Afficher"))


class CompareForm(ChoiceForm):
    """Two such choices."""

    lieu2 = SelectField(_l("Lieu"), validate_choice=False)
    periode2 = SelectField(_l("Période"), validate_choice=False)
    filtre2 = SelectField(_l("Un filtre de plus"), validate_choice=False)
    submit = SubmitField(_l("Comparer"))


def period_name(period: Period, locale: str) -> str:
    """A period in words."""
    name = label(period, locale) or _("Toute l'étude")
    return _("%(month)s (en cours)", month=name) if period.open else name


def place_choices(places: Sequence[Place]) -> Any:
    """All, territories, sites, each under its heading."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for place in places:
        names = {"all": _("Ensemble"), "territory": _("Territoires"), "site": _("Lieux")}
        groups.setdefault(names[place.kind], []).append((place.code, place.name))
    return {name: choices(pairs) for name, pairs in groups.items()}


def filter_choices(
    offered: Mapping[str, Sequence[str]], outcomes: Mapping[str, str]
) -> dict[Any, Any]:
    """Values of each split under its heading."""
    names: dict[str, Mapping[str, Any]] = {
        "mode": MODE_NAMES, "language": LANGUAGE_NAMES, "outcome": outcomes,
    }  # fmt: skip
    groups: dict[Any, Any] = {"": choices([("", _("Aucun"))])}
    for split, values in offered.items():
        if values:
            pairs = [(f"{split}:{value}", names[split].get(value, value)) for value in values]
            groups[str(SPLIT_NAMES[split])] = choices(pairs)
    return groups
