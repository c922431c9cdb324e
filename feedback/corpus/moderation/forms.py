"""Forms of moderation: which stretches to mask and by what, and a translation."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, SubmitField, TextAreaField

from feedback.corpus.identifiers import Likely
from feedback.corpus.masking import Mask, suggested
from feedback.errors import Refused
from feedback.web.forms import Form, at_most, required

MOST = 500
LONGEST = 60  # characters of a replacement
_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


@dataclass(frozen=True)
class Row:
    """A line of the form: a stretch that may be masked, why, and by what."""

    start: int
    end: int
    words: str
    reason: object
    replacement: str
    ticked: bool

    @property
    def name(self) -> str:
        """How the form calls it."""
        return f"{self.start}-{self.end}"


def seal(text: str) -> str:
    """A short mark of the text a page showed: offsets hold for that text only."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def rows(text: str, likely: Sequence[Likely], ticked: Sequence[Mask] | None = None) -> list[Row]:
    """Lines of the form: likely identifiers (ticked at first), then what the person added."""
    chosen = {(m.start, m.end): m.replacement for m in ticked or ()}
    found = {(one.start, one.end): one for one in likely}
    made = []
    for start, end in sorted({*found, *chosen}):
        one = found.get((start, end))
        made.append(
            Row(
                start, end, text[start:end], one.reason if one else _l("Choisi par vous"),
                chosen.get((start, end)) or suggested(one.kind if one else ""),
                ticked is None or (start, end) in chosen,
            )
        )  # fmt: skip
    return made


def masks(text: str, names: Sequence[str], values: Mapping[str, str], shown: str) -> list[Mask]:
    """The masks a person asked for; refused when the text is no longer the one they saw."""
    if shown != seal(text):
        raise Refused(_l("Le texte a changé pendant votre lecture : le voici à jour."), "mask")
    if len(names) > MOST:
        raise Refused(_l("Trop de passages à la fois."), "mask")
    return [*_ticked(text, names, values), *_typed(text, values)]


def _ticked(text: str, names: Sequence[str], values: Mapping[str, str]) -> Iterator[Mask]:
    for name in names:
        match = _SPAN.fullmatch(name)
        start, end = (int(match[1]), int(match[2])) if match else (0, 0)
        if not 0 <= start < end <= len(text):
            raise Refused(_l("Ce passage n'est pas dans le texte."), "mask")
        yield Mask(start, end, replacement(values.get(f"with-{name}", "")))


def replacement(typed: str) -> str:
    """What is read in place of the words; never empty."""
    return typed.strip()[:LONGEST] or suggested("")


def _typed(text: str, values: Mapping[str, str]) -> Iterator[Mask]:
    """From the first words typed to the last ones, once or everywhere."""
    first, last = values.get("from", "").strip(), values.get("to", "").strip()
    if not first:
        return
    stretches = list(_stretches(text, first, last))
    if not stretches:
        raise Refused(_l("Ces mots ne sont pas dans le texte, écrits ainsi."), "from")
    for start, end in stretches if values.get("everywhere") else stretches[:1]:
        yield Mask(start, end, replacement(values.get("with", "")))


def _stretches(text: str, first: str, last: str) -> Iterator[tuple[int, int]]:
    at = 0
    while (start := text.find(first, at)) >= 0:
        end = start + len(first)
        if last:
            close = text.find(last, end)
            if close < 0:
                return
            end = close + len(last)
        yield start, end
        at = end


class TranslationForm(Form):
    """The French words of a foreign text."""

    text = TextAreaField(
        _l("Traduction en français"),
        [required(), at_most(50_000)],
        description=_l("Sans nom ni rien qui désigne quelqu'un : écrivez [prénom], [commune]…"),
    )
    translator = StringField(
        _l("Qui a traduit"),
        [required(), at_most(120)],
        description=_l("Une personne ou un service d'interprétariat."),
    )
    seen = BooleanField(_l("J'ai vérifié : rien ici ne désigne quelqu'un."))
    submit = SubmitField(_l("Enregistrer la traduction"))
