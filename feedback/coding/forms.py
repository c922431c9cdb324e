"""Forms of coding."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from feedback.errors import Refused
from feedback.web.forms import Form, at_most

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
