"""Forms of the codebook's pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, RadioField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import Regexp

from feedback.codebook.conventions import KEY, LONGEST_KEY, LONGEST_NAME, LONGEST_TEXT
from feedback.web.forms import Form, at_most, choices, required

BAD_KEY = _l("Une lettre, puis des lettres ou des chiffres.")


class CodeForm(Form):
    """A code of the codebook; `seen` is the mark of what the person saw of it."""

    name = StringField(_l("Libellé"), [required(), at_most(LONGEST_NAME)])
    name_en = StringField(_l("Libellé en anglais"), [at_most(LONGEST_NAME)])
    parent = SelectField(_l("Sous"))
    definition = TextAreaField(_l("Définition"), [at_most(LONGEST_TEXT)])
    include = TextAreaField(
        _l("Prend"), [at_most(LONGEST_TEXT)],
        description=_l("Ce qui va sous ce code."),
    )  # fmt: skip
    exclude = TextAreaField(
        _l("Ne prend pas"), [at_most(LONGEST_TEXT)],
        description=_l("Ce qui va ailleurs : « Délai de rendez-vous → B4 »."),
    )  # fmt: skip
    codable = RadioField(
        _l("Nature"),
        choices=choices(
            [
                ("1", _l("Code : se met sur un passage")),
                ("0", _l("Famille : rassemble des codes")),
            ]
        ),
        default="1",
    )
    colour = RadioField(_l("Couleur"))
    seen = HiddenField()
    submit = SubmitField(_l("Enregistrer"))


class NewCodeForm(CodeForm):
    """A code whose key may still be chosen: a new one, or one that is only proposed."""

    key = StringField(
        _l("Clé"),
        [required(), at_most(LONGEST_KEY), Regexp(rf"^{KEY.pattern}$", message=BAD_KEY)],
        description=_l("Courte, par exemple A11. Une fois le code validé elle ne change plus : questions et fichiers s'y réfèrent."),
    )  # fmt: skip


class ProposalForm(Form):
    """A code that a coder proposes."""

    name = StringField(_l("Libellé"), [required(), at_most(LONGEST_NAME)])
    definition = TextAreaField(_l("Définition"), [at_most(LONGEST_TEXT)])
    submit = SubmitField(_l("Proposer"))


class VersionForm(Form):
    """A version to take."""

    note = TextAreaField(
        _l("Note"), [at_most(1000)],
        description=_l("Pourquoi maintenant : « après la première réunion des codeuses »."),
    )  # fmt: skip
    submit = SubmitField(_l("Prendre une version"))


class BookFileForm(Form):
    """A file of codes."""

    file = FileField(_l("Fichier"), [FileRequired(_l("Choisissez un fichier."))])
    submit = SubmitField(_l("Voir ce qu'il changerait"))
