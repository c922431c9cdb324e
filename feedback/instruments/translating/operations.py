"""What happens to translations: said, seen again, reviewed, brought from a file.

All of it is saved through one door, `_save`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from flask_babel import lazy_gettext as _l

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.instruments import operations as instruments
from feedback.instruments.definition import Definition
from feedback.instruments.drafting.operations import held, write
from feedback.instruments.languages import FRENCH, KNOWN, Texts
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of, draft, written
from feedback.instruments.rewording import reworded
from feedback.instruments.translating.checks import fault
from feedback.instruments.translating.comparing import Report
from feedback.instruments.translating.standing import AGAIN, Text, texts
from feedback.instruments.translating.words import wrong
from feedback.instruments.wordings import settled

CHANGED = _l(
    "Ce texte a changé pendant que vous écriviez : relisez-le, puis enregistrez à nouveau."
)
GONE = _l("Ce texte n'est plus dans le questionnaire.")


def _save(actor: Account, instrument: Instrument, definition: Definition) -> None:
    """The one door through which a translation changes a draft; the first one begins it."""
    if draft(instrument) is None:
        instruments.save_draft(actor, instrument, definition)
    else:
        write(actor, instrument, held(instrument), definition, "translated")


def _wording(instrument: Instrument) -> Definition:
    """The wording to translate; a draft is locked until the end of the write."""
    return definition_of(written(instrument) if draft(instrument) is None else held(instrument))


def say(actor: Account, instrument: Instrument, tag: str, mark: str, words: str, seen: str) -> None:
    """Write one text in a language; `seen` is what its page showed. Empty words take it away."""
    definition = _of(instrument, tag)
    found, words = _text(definition, tag, mark), normalise(words).strip()
    if words == found.words:
        return
    if seen != found.seen:
        raise Refused(CHANGED, "words")
    if words and (bad := fault(found.wording, found.french, words)):
        raise Refused(wrong(bad), "words")
    place = found.wording.place
    _save(actor, instrument, _with(definition, tag, {place: words}, ()))


def confirm(actor: Account, instrument: Instrument, tag: str, mark: str, seen: str) -> None:
    """The words of a text are still right, though its French has changed."""
    definition = _of(instrument, tag)
    found = _text(definition, tag, mark)
    if seen != found.seen:
        raise Refused(CHANGED, "words")
    if found.state == AGAIN:
        words = {found.wording.place: found.words}
        _save(actor, instrument, _with(definition, tag, words, ()))


def bring(actor: Account, instrument: Instrument, tag: str, report: Report) -> None:
    """Keep what a file brings; what was said of another French will be seen again."""
    words = {one.text.wording.place: one.entry.target for one in report.brought}
    again = {one.text.wording.place for one in report.brought if one.again}
    _save(actor, instrument, _with(_of(instrument, tag), tag, words, again))
    record(
        actor, "language.imported", f"instrument:{instrument.public_id}", language=tag,
        texts=len(words),
    )  # fmt: skip


def add_language(actor: Account, instrument: Instrument, tag: str) -> None:
    """A language to translate into; nobody meets it before it is complete."""
    definition = _wording(instrument)
    if tag not in KNOWN:
        raise Refused(_l("Cette langue n'est pas connue."), "tag")
    if tag in definition.languages:
        raise Refused(_l("Le questionnaire a déjà cette langue."), "tag")
    known = {*definition.languages, tag}
    languages = tuple(one for one in KNOWN if one in known)
    _save(actor, instrument, replace(definition, languages=languages))


def drop_language(actor: Account, instrument: Instrument, tag: str) -> None:
    """A language in which nothing was written yet goes."""
    definition = _of(instrument, tag)
    if any(one.words for one in texts(definition, tag)):
        raise Refused(_l("Cette langue a déjà des textes : elle reste."))
    _save(
        actor, instrument,
        replace(
            definition, languages=tuple(one for one in definition.languages if one != tag),
            reviewed=tuple(one for one in definition.reviewed if one != tag),
        ),
    )  # fmt: skip


def review(actor: Account, instrument: Instrument, tag: str, read: bool) -> None:
    """A person whose language it is has read it all, or that is taken back; the log keeps by whom."""
    definition = _of(instrument, tag)
    if read and tag not in definition.complete:
        raise Refused(_l("Cette langue n'est pas complète : elle ne peut pas être dite relue."))
    if read == (tag in definition.reviewed):
        return
    known = {*definition.reviewed, tag} if read else {*definition.reviewed} - {tag}
    reviewed = tuple(one for one in definition.languages if one in known)
    _save(actor, instrument, replace(definition, reviewed=reviewed))
    record(
        actor, "language.reviewed" if read else "language.unreviewed",
        f"instrument:{instrument.public_id}", language=tag,
    )  # fmt: skip


def _of(instrument: Instrument, tag: str) -> Definition:
    definition = _wording(instrument)
    if tag == FRENCH or tag not in definition.languages:
        raise Refused(_l("Le questionnaire n'a pas cette langue."))
    return definition


def _text(definition: Definition, tag: str, mark: str) -> Text:
    found = next((one for one in texts(definition, tag) if one.mark == mark), None)
    if found is None:
        raise Refused(GONE, "words")
    return found


def _with(
    definition: Definition, tag: str, words: Mapping[str, str], again: Collection[str]
) -> Definition:
    """The definition with words in a language by place; those places are seen, but `again`."""

    def change(place: str, said: Texts) -> Texts:
        if place not in words:
            return said
        kept = {one: text for one, text in said.items() if one != tag}
        return {**kept, tag: words[place]} if words[place] else kept

    made = reworded(definition, change)
    left = {*definition.outdated.get(tag, ())} - words.keys() | {*again}
    return replace(made, outdated=settled(made.wordings, {**made.outdated, tag: left}))
