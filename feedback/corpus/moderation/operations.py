"""What moderators do with texts: mask, read, validate, flag a danger, translate, supersede.

Each act is written to the audit log, never with words of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.accounts.operations import notify, record
from feedback.accounts.queries import holders
from feedback.corpus import identifiers, sealing
from feedback.corpus.masking import EditMap, Mask, apply
from feedback.corpus.models import Document, Original, Turn
from feedback.corpus.operations import call_back, empty
from feedback.corpus.states import READ, READABLE, SUPERSEDED, TO_READ, VALIDATED, months_after
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.formats import transcripts
from feedback.formats.text import normalise
from feedback.studies.models import Study
from feedback.studies.notice import months_unread

LONGEST_TRANSLATION = 50_000


def name_of(document: Document) -> str:
    """How the audit log calls a text."""
    return f"document:{document.public_id}"


def _handled(actor: Account, document: Document) -> None:
    if actor.id not in document.handlers:
        document.handlers = [*document.handlers, actor.id]


def _must_be(document: Document, *states: str) -> None:
    if document.state not in states:
        raise Refused(_l("Quelqu'un a déjà avancé sur ce texte. Rechargez la page."))


# --- Masking -------------------------------------------------------------------------------


def mask(actor: Account, document: Document, masks: Sequence[Mask], key: str) -> None:
    """Hide stretches of a text not read yet; what it was is sealed apart, with an end date."""
    _must_be(document, TO_READ)
    text, edits = _masked(document, masks)
    if db.session.get(Original, document.id) is None:
        _seal(document, document.text, key)
    document.text, document.length, document.masked_by = text, len(text), actor.id
    for turn in document.turns:
        turn.start, turn.end, _touched = edits.forward(turn.start, turn.end)
    _handled(actor, document)
    db.session.flush()
    record(actor, "text.masked", name_of(document), masks=len(masks))


def _masked(document: Document, masks: Sequence[Mask]) -> tuple[str, EditMap]:
    if not masks:
        raise Refused(_l("Choisissez au moins un passage à masquer."), "mask")
    kept = [Mask(m.start, m.end, normalise(m.replacement).strip() or "[masqué]") for m in masks]
    try:
        text, edits = apply(document.text, kept)
    except ValueError as error:
        raise Refused(_l("Ce passage n'est pas dans le texte."), "mask") from error
    if normalise(text) != text:  # offsets hold for a normalised text only
        raise Refused(_l("Ce passage coupe une lettre de son accent."), "mask")
    return text, edits


def _seal(document: Document, text: str, key: str) -> None:
    study = db.session.get_one(Study, document.study_id)
    db.session.add(
        Original(
            document_id=document.id, sealed=sealing.seal(text, key),
            purge_on=months_after(utcnow().date(), months_unread(study.notice)),
        )
    )  # fmt: skip


def unmask(actor: Account, document: Document, key: str) -> None:
    """Take the masks of an unread text back: the person who put them was mistaken."""
    _must_be(document, TO_READ)
    original = db.session.get(Original, document.id)
    if original is None or document.masked_by != actor.id:
        raise Refused(_l("Seule la personne qui a masqué peut revenir en arrière."))
    document.text = sealing.unseal(original.sealed, key)
    document.length, document.masked_by = len(document.text), None
    if document.kind == "transcript":
        found = {t.number: t for t in transcripts.parse(document.text).turns}
        for turn in document.turns:
            turn.start, turn.end = found[turn.number].start, found[turn.number].end
    db.session.delete(original)
    db.session.flush()
    record(actor, "text.unmasked", name_of(document))


def supersede(
    actor: Account, document: Document, masks: Sequence[Mask], key: str
) -> tuple[Document, EditMap]:
    """A name was missed in a text already read: a new text takes its place, the old is emptied.

    The new text is read, not validated: another person looks again. The caller carries over
    what points into the old text, with the edit map.
    """
    _must_be(document, *READABLE)
    text, edits = _masked(document, masks)
    newer = _next_generation(document, text)
    newer.masked_by = newer.read_by = actor.id
    newer.turns = [
        Turn(number=t.number, speaker=t.speaker, start=span[0], end=span[1])
        for t in document.turns
        for span in [edits.forward(t.start, t.end)]
    ]
    db.session.add(newer)
    db.session.flush()
    _handled(actor, newer)
    _move_original(document, newer, key)
    for translation in translations(document):
        translation.translation_of_id = newer.id
    call_back(document)
    empty(document, SUPERSEDED)
    document.turns = []
    db.session.flush()
    record(actor, "text.superseded", name_of(document), by=newer.public_id, masks=len(masks))
    return newer, edits


def _next_generation(document: Document, text: str) -> Document:
    kept = (
        "study_id", "site_id", "origin_room", "origin_id", "part", "kind", "speaker", "language",
        "mode", "day", "quotable", "attribution", "danger_at", "translation_of_id", "translator",
        "coded",
    )  # fmt: skip
    return Document(
        **{name: getattr(document, name) for name in kept}, attributes=dict(document.attributes),
        handlers=list(document.handlers), generation=document.generation + 1, text=text,
        length=len(text), state=READ, read_at=utcnow(), supersedes_id=document.id,
    )  # fmt: skip


def _move_original(document: Document, newer: Document, key: str) -> None:
    """The oldest words known stay sealed, under the newer text and the same end date."""
    original = db.session.get(Original, document.id)
    if original is None:
        _seal(newer, document.text, key)
        return
    db.session.add(
        Original(document_id=newer.id, sealed=original.sealed, purge_on=original.purge_on)
    )
    db.session.delete(original)


# --- Reading, validating -------------------------------------------------------------------


def read(actor: Account, document: Document, seen: bool = False) -> None:
    """One person has read the text, and masked what had to be: it is frozen, it may be coded.

    While likely identifiers remain, `seen` must say that the person looked at them.
    """
    _must_be(document, TO_READ)
    together = [document, *(t for t in translations(document) if t.state == TO_READ)]
    if not seen and any(identifiers.find(one.text) for one in together):
        raise Refused(
            _l("Des passages signalés ne sont pas masqués. Masquez-les, ou dites qu'ils ne désignent personne."),
            "seen",
        )  # fmt: skip
    for one in together:
        one.state, one.read_by, one.read_at = READ, actor.id, utcnow()
        _handled(actor, one)
        record(actor, "text.read", name_of(one))
    db.session.flush()


def unread(actor: Account, document: Document) -> None:
    """Put a text back in the queue: only who read it, and before anybody worked on it."""
    _must_be(document, READ)
    if document.read_by != actor.id or document.coded:
        raise Refused(_l("Ce texte a déjà servi : il ne revient plus dans la file."))
    for one in [document, *(t for t in translations(document) if t.state == READ)]:
        one.state, one.read_by, one.read_at = TO_READ, None, None
        record(actor, "text.unread", name_of(one))
    call_back(document)
    db.session.flush()


def may_validate(actor: Account, document: Any) -> bool:
    """A text (or its row in a list) is validated by who neither read it nor masked it."""
    return actor.id not in {document.read_by, document.masked_by, *document.handlers}


def validate(actor: Account, document: Document) -> None:
    """Another person agrees that nobody can be recognised: the text may be quoted."""
    _must_be(document, READ)
    together = [document, *(t for t in translations(document) if t.state == READ)]
    for one in together:
        if not may_validate(actor, one):
            raise Refused(_l("Vous avez lu ou masqué ce texte : une autre personne le valide."))
        one.state, one.validated_by, one.validated_at = VALIDATED, actor.id, utcnow()
        record(actor, "text.validated", name_of(one))
    db.session.flush()


def unvalidate(actor: Account, document: Document) -> None:
    """Take one's own validation back: nothing is quoted from it any more."""
    _must_be(document, VALIDATED)
    if document.validated_by != actor.id:
        raise Refused(_l("Seule la personne qui a validé peut revenir en arrière."))
    for one in [document, *(t for t in translations(document) if t.state == VALIDATED)]:
        one.state, one.validated_by, one.validated_at = READ, None, None
        record(actor, "text.unvalidated", name_of(one))
    call_back(document)
    db.session.flush()


# --- Danger --------------------------------------------------------------------------------


def report_danger(actor: Account, document: Document, address: str) -> None:
    """Somebody may be in danger: the leads of the study are told at once."""
    if document.danger_at is not None:
        return
    document.danger_at = utcnow()
    if document.state == VALIDATED:  # files may quote it
        call_back(document)
    leads = {lead.id for lead in holders(document.study_id, "study_lead")}
    notify(leads, "danger", address)
    record(actor, "text.danger", name_of(document), told=len(leads))


def lift_danger(actor: Account, document: Document) -> None:
    """It was looked at, or reported by mistake."""
    document.danger_at = None
    db.session.flush()
    record(actor, "text.danger_lifted", name_of(document))


# --- Translations --------------------------------------------------------------------------


def translations(document: Document) -> list[Document]:
    """The French texts written beside a foreign one."""
    query = select(Document).where(
        Document.translation_of_id == document.id, Document.state.in_((TO_READ, *READABLE))
    )
    return list(db.session.scalars(query))


def translations_of(documents: Sequence[Any]) -> dict[int, Document]:
    """The translations of several texts, by the row id of the text."""
    foreign = [d.id for d in documents if not d.language.startswith("fr")]
    if not foreign:
        return {}
    query = select(Document).where(
        Document.translation_of_id.in_(foreign), Document.state.in_((TO_READ, *READABLE))
    )
    return {d.translation_of_id: d for d in db.session.scalars(query) if d.translation_of_id}


def translate(
    actor: Account, document: Document, text: str, translator: str, seen: bool = False
) -> Document:
    """Write the French translation of a text; until the text is read it may be written again.

    Beside a text already read the translation counts as read by its writer.
    """
    kept, who = normalise(text).strip(), translator.strip()
    if document.language.startswith("fr") or document.translation_of_id:
        raise Refused(_l("Ce texte est déjà en français."))
    if not kept:
        raise Refused(_l("Écrivez la traduction."), "text")
    if not who:
        raise Refused(_l("Dites qui a traduit."), "translator")
    if len(kept) > LONGEST_TRANSLATION:
        raise Refused(_l("Cette traduction est trop longue."), "text")
    _must_be(document, TO_READ, *READABLE)
    if document.state != TO_READ and not seen and identifiers.find(kept):
        raise Refused(_l("La traduction semble désigner quelqu'un : relisez-la."), "seen")
    found = next(iter(translations(document)), None)
    if found is None:
        found = _translation(document)
        db.session.add(found)
    elif found.state != TO_READ:
        raise Refused(_l("La traduction a été lue : elle ne change plus."), "text")
    found.text, found.length, found.translator = kept, len(kept), who
    if document.state != TO_READ:
        found.state, found.read_by, found.read_at = READ, actor.id, utcnow()
    _handled(actor, found)
    db.session.flush()
    record(actor, "text.translated", name_of(document), translation=found.public_id)
    return found


def _translation(document: Document) -> Document:
    kept = (
        "study_id", "site_id", "origin_room", "origin_id", "part", "kind", "speaker", "mode",
        "day", "quotable", "attribution", "generation",
    )  # fmt: skip
    return Document(
        **{name: getattr(document, name) for name in kept}, attributes=dict(document.attributes),
        language="fr", translation_of_id=document.id, state=TO_READ, text="", length=0,
        handlers=[],
    )  # fmt: skip
