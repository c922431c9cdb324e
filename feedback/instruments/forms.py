"""Forms of instruments, and the words their pages use."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField, SubmitField

from feedback.instruments.languages import KNOWN
from feedback.studies.forms import LANGUAGE_NAMES
from feedback.web.forms import Form, choices

INSTRUMENT_NAMES = {
    "survey": _l("Enquête"),
    "interview": _l("Guide d'entretien"),
    "parole": _l("Fiche parole"),
}
STATUS_NAMES = {
    "draft": _l("Brouillon"),
    "published": _l("Publié"),
    "superseded": _l("Remplacé"),
    "archived": _l("Archivé"),
}
QUESTION_NAMES = {
    "faces": _l("Visages"),
    "scale": _l("Échelle"),
    "single": _l("Une réponse"),
    "multiple": _l("Plusieurs réponses"),
    "ranking": _l("Classement"),
    "matrix": _l("Tableau de phrases"),
    "yes_no": _l("Oui ou non"),
    "number": _l("Nombre"),
    "date": _l("Date"),
    "short_text": _l("Texte court"),
    "long_text": _l("Texte long"),
    "information": _l("Texte à lire"),
    "consent": _l("Permission"),
    "bank": _l("Questions tirées au hasard"),
    "steps": _l("Liste d'étapes"),
}
WIDTHS = {"telephone": _l("Téléphone"), "tablette": _l("Tablette"), "ordinateur": _l("Ordinateur")}
LANGUAGES = {tag: LANGUAGE_NAMES[tag] for tag in KNOWN}


class PictureForm(Form):
    """A picture for answers."""

    file = FileField(_l("Image"), description=_l("PNG, JPEG ou WebP, 200 Kio au plus."))
    submit = SubmitField(_l("Ajouter"))


class FileForm(Form):
    """A definition in a JSON file."""

    file = FileField(
        _l("Fichier JSON"),
        [FileRequired(_l("Choisissez un fichier."))],
        description=_l("Le format est décrit dans docs/definition.schema.json. 2 Mo au plus."),
    )
    submit = SubmitField(_l("Importer"))


class XlsForm(Form):
    """A form of Kobo or ODK."""

    file = FileField(
        _l("Classeur XLSForm (.xlsx)"),
        [FileRequired(_l("Choisissez un fichier."))],
        description=_l("Celui que vous avez donné à Kobo ou à ODK. 4 Mo au plus."),
    )
    kind = SelectField(
        _l("Ce que c'est"),
        choices=choices((kind, INSTRUMENT_NAMES[kind]) for kind in ("survey", "interview")),
        description=_l("Dans un guide d'entretien, ce qui se répète devient la liste des étapes."),
    )
    submit = SubmitField(_l("Lire le fichier"))


class KeepForm(Form):
    """A form once read; `definition` holds it between two pages."""

    definition = HiddenField()
    submit = SubmitField(_l("Créer le questionnaire"))
