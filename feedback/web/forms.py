"""The base of every WTForms form, and the CSRF guard of every write."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFProtect
from wtforms import Field
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from feedback.errors import Refused

csrf = CSRFProtect()

# WTForms carries its own French and English messages; the page's language chooses.
LANGUAGES = {"fr": ["fr_FR", "fr"], "en": ["en_US", "en"]}


class Form(FlaskForm):
    """One page's form: messages in the page's language, a refusal shown at its field."""

    class Meta(FlaskForm.Meta):
        """WTForms settings."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was typed, without NUL: no database keeps one."""
            found = super().wrap_formdata(form, formdata)
            if found is None or not any("\0" in str(v) for vs in found.listvalues() for v in vs):
                return found
            return type(found)(
                (k, v.replace("\0", "") if isinstance(v, str) else v)
                for k, v in found.items(multi=True)
            )

        def get_translations(self, form: Any) -> Any:
            self.locales = LANGUAGES.get(str(get_locale()), LANGUAGES["fr"])
            return super(FlaskForm.Meta, self).get_translations(form)

    def refuse(self, refused: Refused) -> None:
        """Show an operation's refusal at the field it names, or on top."""
        field = getattr(self, refused.field or "", None)
        if isinstance(field, Field):
            field.errors = [*field.errors, refused.message]
        else:
            self.form_errors.append(refused.message)


class BareForm(Form):
    """A button: nothing but its token."""


def required() -> DataRequired:
    """The field must be filled."""
    return DataRequired(_l("Remplissez ce champ."))


def at_most(length: int) -> Length:
    """At most `length` characters."""
    return Length(max=length, message=_l("%(max)d caractères au plus."))


def choices(pairs: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    """Options of a select, from pairs of value and label."""
    return [SelectChoice(value, label) for value, label in pairs]
