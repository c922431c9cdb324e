"""Forms of imports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import BooleanField, DateField, RadioField, SelectField, SubmitField
from wtforms.validators import Optional

from feedback.corpus.intake.reading import Common
from feedback.corpus.moderation import words
from feedback.studies.models import Study
from feedback.web.forms import Form, choices


class FilesForm(Form):
    """Files to bring in."""

    files = MultipleFileField(
        _l("Fichiers"), [FileRequired(_l("Choisissez un fichier."))],
        description=_l("Textes (.txt, .docx, .odt, .pdf), une feuille (.csv, .xlsx) d'un texte par ligne, ou un dossier de textes (.zip)."),
    )  # fmt: skip
    submit = SubmitField(_l("Lire et montrer"))


class SettingsForm(Form):
    """What is said of all the texts of an import."""

    nature = RadioField(
        _l("Ce sont"),
        choices=choices(
            [
                ("auto", _l("Reconnaître les entretiens à leurs tours de parole")),
                ("transcript", _l("Tous des entretiens (E : l'enquêteur, P : la personne, T : un tiers)")),
                ("text", _l("Des textes d'un seul tenant")),
            ]
        ),
        default="auto",
    )  # fmt: skip
    speaker = SelectField(_l("Qui parle"), choices=choices(words.SPEAKERS.items()))
    language = SelectField(_l("Langue"), choices=choices(words.LANGUAGES.items()))
    site = SelectField(_l("Lieu"))
    day = DateField(_l("Date"), [Optional()])
    quotable = BooleanField(_l("Les auteurs ont permis qu'on les cite"))
    named = BooleanField(
        _l("Garder le nom des fichiers comme titre"),
        description=_l("Seulement s'il ne désigne personne : un titre ne passe pas par la relecture."),
    )  # fmt: skip
    submit = SubmitField(_l("Montrer à nouveau"))

    def offer(self, study: Study) -> None:
        """Sites and languages of the study."""
        self.site.choices = choices(
            [("", _l("aucun lieu")), *((s.public_id, s.name) for s in study.sites)]
        )

    def settings(self) -> dict[str, Any]:
        """What was chosen, to be kept."""
        names = ("nature", "speaker", "language", "site", "quotable", "named")
        chosen = {name: self[name].data for name in names}
        return {**chosen, "day": self.day.data.isoformat() if self.day.data else ""}


def common_of(settings: dict[str, Any], study: Study) -> Common:
    """What an import's settings say of all its texts."""
    day = settings.get("day") or ""
    return Common(
        site=next((s.id for s in study.sites if s.public_id == settings.get("site")), None),
        language=settings.get("language", "fr"), speaker=settings.get("speaker", "user"),
        day=dt.date.fromisoformat(day) if day else None, nature=settings.get("nature", "auto"),
        quotable=bool(settings.get("quotable")), named=bool(settings.get("named")),
    )  # fmt: skip
