"""Forms of coding, and of the codebook's pages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, SubmitField, TextAreaField
from wtforms.validators import Regexp

from feedback.errors import Refused
from feedback.web.forms import Form, at_most, choices, required

_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


def stretch(fields: Mapping[str, str], length: int) -> tuple[int, int]:
    """The passage chosen: what was selected, or else the sentence."""
    given = f"{fields.get('start', '')}-{fields.get('end', '')}"
    match = _SPAN.fullmatch(given) or _SPAN.fullmatch(fields.get("sentence", ""))
    if match is None:
        raise Refused(_l("Choisissez d'abord un passage."), "passage")
    start, end = int(match[1]), int(match[2])
    if not 0 <= start < end <= length:
        raise Refused(_l("Ce passage n'est pas dans le texte."), "passage")
    return start, end


def valence_of(fields: Mapping[str, str]) -> int:
    """−1, 0 or 1; refused when it is anything else."""
    given = fields.get("valence", "0")
    if given not in ("-1", "0", "1"):
        raise Refused(_l("La valence est −, 0 ou +."), "valence")
    return int(given)


class NoteForm(Form):
    """What one's own coding says beside its code."""

    memo = TextAreaField(_l("Mémo"), [at_most(5000)])


class CodeForm(Form):
    """A code of the codebook."""

    name = StringField(_l("Libellé"), [required(), at_most(120)])
    parent = SelectField(_l("Sous"))
    definition = TextAreaField(_l("Définition"), [at_most(2000)])
    include = TextAreaField(
        _l("Prend"), [at_most(2000)], description=_l("Ce qui va sous ce code, avec un exemple.")
    )
    exclude = TextAreaField(
        _l("Ne prend pas"), [at_most(2000)],
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
    submit = SubmitField(_l("Enregistrer"))


class NewCodeForm(CodeForm):
    """A new code: its key is chosen once and never changes."""

    key = StringField(
        _l("Clé"),
        [required(), at_most(20), Regexp(r"^[A-Za-z][A-Za-z0-9_]*$", message=_l("Une lettre, puis des lettres ou des chiffres."))],
        description=_l("Courte, par exemple A11. Elle ne changera plus : questions et fichiers s'y réfèrent."),
    )  # fmt: skip
