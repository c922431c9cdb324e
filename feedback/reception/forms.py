"""Forms of the reception desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, SubmitField

from feedback.errors import Refused
from feedback.instruments.models import Version
from feedback.instruments.queries import definition_of
from feedback.instruments.translations import offered
from feedback.reception.lot import misdated
from feedback.responses.words import HALF_NAMES
from feedback.studies.forms import LANGUAGE_NAMES
from feedback.studies.models import Site, Study
from feedback.web.forms import Form, choices, required

MISDATED = {
    "future": _l("Ce moment n'est pas encore passé."),
    "before": _l("Ce jour est avant le début de l'étude."),
}


class LotForm(Form):
    """What the sheets of a batch share, chosen once."""

    questionnaire = SelectField(_l("Questionnaire"), [required()])
    lieu = SelectField(_l("Lieu"), [required()])
    jour = DateField(
        _l("Jour où les feuilles ont été remplies"),
        [required()],
        description=_l("Le jour de la visite, pas celui de la saisie."),
    )
    demi = SelectField(_l("Moment"), [required()], choices=choices(HALF_NAMES.items()))
    langue = SelectField(_l("Langue des feuilles"), [required()])
    submit = SubmitField(_l("Commencer la saisie"))

    def offer(self, study: Study, versions: Sequence[Version], sites: Sequence[Site]) -> None:
        """Fill the lists."""
        self.questionnaire.choices = choices((v.public_id, _title(v)) for v in versions)
        self.lieu.choices = choices((s.public_id, s.name) for s in sites)
        spoken = {tag for version in versions for tag in languages(study, version)}
        self.langue.choices = choices(
            (tag, name) for tag, name in LANGUAGE_NAMES.items() if tag in spoken
        )

    def check(self, study: Study, versions: Sequence[Version], now: tuple[dt.date, str]) -> bool:
        """Everything fits together, on a day that can be; what does not says so at its field."""
        if not self.validate():
            return False
        version = next(v for v in versions if v.public_id == self.questionnaire.data)
        if self.langue.data not in languages(study, version):
            message = _l("Ce questionnaire n'existe pas dans cette langue.")
            self.refuse(Refused(message, "langue"))
        assert self.jour.data is not None  # it is required
        wrong = misdated(self.jour.data, self.demi.data, now, study.starts_on)
        if wrong:
            self.refuse(Refused(MISDATED[wrong], "jour"))
        return not self.errors


def languages(study: Study, version: Version) -> tuple[str, ...]:
    """Languages in which a version may be on paper."""
    return offered(definition_of(version), study.languages, version.instrument.unread)


def _title(version: Version) -> str:
    number = str(_l("version %(n)d", n=version.number))
    old = "" if version.status == "published" else f" ({_l('ancienne feuille')})"
    return f"{version.instrument.title}, {number}{old}"
