"""What happens to instruments: written, published, superseded, archived."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from feedback.accounts.models import Account
from feedback.accounts.operations import notify, record
from feedback.accounts.queries import holders
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.formats.pictures import Unfit, measured
from feedback.formats.text import normalise
from feedback.instruments import library
from feedback.instruments.core.queries import core_of, core_of_version, locals_of
from feedback.instruments.definition import Definition, DefinitionErrors, faults, load, load_loose
from feedback.instruments.drafting.operations import forget, held, keep_core, write
from feedback.instruments.languages import FRENCH, KNOWN, TAGS
from feedback.instruments.models import LONGEST_TITLE, Instrument, Picture, Plan, Version
from feedback.instruments.pictures import tokens
from feedback.instruments.queries import (
    blocked_by,
    definition_of,
    draft,
    pictures_shown,
    published,
    written,
)
from feedback.instruments.translations import is_complete, outdate
from feedback.studies.models import Study
from feedback.studies.notice import missing

MOST_PICTURES = 200
PUBLISH, CLOSE = "publish", "close"
UNFIT = {
    "kind": _l("Choisissez une image PNG, JPEG ou WebP."),
    "bytes": _l("Cette image est trop lourde : 200 Kio au plus."),
    "pixels": _l("Cette image est trop grande : 4096 points de côté au plus."),
    "broken": _l("Cette image ne peut pas être lue : elle est abîmée."),
}


def create(
    actor: Account, study: Study, definition: Definition, core: Version | None = None
) -> Instrument:
    """A new instrument with its first draft, on a core if it is a local one."""
    same = select(Instrument.id).where(
        Instrument.study_id == study.id, Instrument.code == definition.code
    )
    if db.session.scalar(same):
        raise Refused(_l("L'étude a déjà un questionnaire de ce code."), "file")
    instrument = Instrument(
        study_id=study.id, code=definition.code, kind=definition.kind,
        title=definition.title.get("fr", definition.code)[:LONGEST_TITLE],
        unread=list(TAGS) if study.demonstration else [],
    )  # fmt: skip
    db.session.add(instrument)
    db.session.flush()
    save_draft(actor, instrument, definition, core)
    return instrument


def codes(study: Study) -> set[str]:
    """The codes of the study's instruments."""
    return set(db.session.scalars(select(Instrument.code).where(Instrument.study_id == study.id)))


def keep_form(actor: Account, study: Study, definition: Definition) -> Instrument:
    """A form brought in: a new instrument, or a new draft of the one that has its code."""
    held = db.session.scalar(
        select(Instrument).where(
            Instrument.study_id == study.id, Instrument.code == definition.code
        )
    )
    if held is None:
        return create(actor, study, definition)
    save_draft(actor, held, definition)
    return held


def create_from_library(actor: Account, study: Study, name: str) -> Instrument:
    """A new instrument from the starter library."""
    if name not in library.names():
        raise Refused(_l("Ce modèle n'existe pas."), "name")
    return create(actor, study, library.load(name))


def create_from_json(actor: Account, study: Study, data: bytes) -> Instrument:
    """A new instrument from a file; refused with every fault that is in it."""
    return create(actor, study, read_file(data))


def read_file(data: bytes) -> Definition:
    """The definition in a file; refused with every fault that is in it."""
    try:
        return load(data)
    except DefinitionErrors as errors:
        raise Refused(errors.messages, "file") from errors


def save_draft(
    actor: Account, instrument: Instrument, definition: Definition, core: Version | None = None,
    act: str = "replaced",
) -> Version:  # fmt: skip
    """Write the draft: the one open, or a new one after the last version.

    A local instrument stays on its core, or moves to the one given; it changes nothing of it.
    """
    core = core or core_of(instrument)
    _check_pictures(instrument.study_id, definition, core)
    if (definition.code, definition.kind) != (instrument.code, instrument.kind):
        raise Refused(_l("Le code et le type d'un questionnaire ne changent pas."), "file")
    if draft(instrument) is not None:
        version = held(instrument)
        version.core_id = core.id if core else None
        write(actor, instrument, version, definition, act)
        return version
    if instrument.versions:
        definition = outdate(definition_of(written(instrument)), definition)
    return _begin(actor, instrument, definition, core)


def _begin(
    actor: Account, instrument: Instrument, definition: Definition, core: Version | None
) -> Version:
    """A new draft after the last version."""
    number = max((v.number for v in instrument.versions), default=0) + 1
    version = Version(
        number=number, definition=definition.canonical, digest=definition.digest,
        core_id=core.id if core else None,
    )  # fmt: skip
    keep_core(version, definition)
    instrument.versions.append(version)
    db.session.flush()
    record(actor, "instrument.saved", f"instrument:{instrument.public_id}", version=version.number)
    return version


def _check_pictures(study_id: int, definition: Definition, core: Version | None) -> None:
    """Every picture shown is one of the study's, or of the core's."""
    theirs = tokens(definition_of(core).questions) if core else {}
    shown = {one: at for one, at in tokens(definition.questions).items() if one not in theirs}
    query = select(Picture.token).where(Picture.study_id == study_id, Picture.token.in_(shown))
    known = set(db.session.scalars(query)) if shown else set()
    lost = [f"{place} : l’image « {one} » n’est pas dans l’étude." for one, place in shown.items()
            if one not in known]  # fmt: skip
    if lost:
        raise Refused(lost, "file")


def add_picture(actor: Account, study: Study, name: str, body: bytes) -> Picture:
    """A picture of the study under an address nobody guesses; refused unless it is a safe one."""
    try:
        type_ = measured(body).type
    except Unfit as unfit:
        raise Refused(UNFIT[str(unfit)], "file") from unfit
    held = select(func.count()).select_from(Picture).where(Picture.study_id == study.id)
    if (db.session.scalar(held) or 0) >= MOST_PICTURES:
        raise Refused(_l("Une étude garde deux cents images au plus."), "file")
    picture = Picture(
        study_id=study.id, token=secrets.token_urlsafe(16), type=type_, body=body,
        name=normalise(name).strip()[:100] or type_,
    )  # fmt: skip
    db.session.add(picture)
    db.session.flush()
    record(actor, "picture.added", f"study:{study.public_id}", token=picture.token)
    return picture


def remove_picture(actor: Account, study: Study, token: str) -> None:
    """Throw away a picture that no version shows."""
    query = select(Picture).where(Picture.study_id == study.id, Picture.token == token)
    picture = db.session.scalar(query)
    if picture is None:
        raise Refused(_l("Cette image n'est plus là."))
    if token in pictures_shown(study):
        raise Refused(_l("Un questionnaire montre cette image : elle reste."))
    db.session.delete(picture)
    db.session.flush()
    record(actor, "picture.removed", f"study:{study.public_id}", token=token)


def draft_from(actor: Account, instrument: Instrument, version: Version) -> Version:
    """A draft with the words of an older version, to go on from there."""
    if draft(instrument) is not None:
        raise Refused(_l("Il y a déjà un brouillon : publiez-le ou jetez-le d'abord."))
    return _begin(actor, instrument, definition_of(version), core_of_version(version))


def latest(instrument: Instrument) -> Definition:
    """What a change starts from: the draft, else the last version."""
    return definition_of(draft(instrument) or instrument.versions[-1])


def changed(before: Definition, document: Mapping[str, Any]) -> Definition:
    """A draft made anew from its document; refused for faults that it did not have before."""
    try:
        definition, found = load_loose(document)
    except DefinitionErrors as errors:
        raise Refused(errors.messages) from errors
    known = {one.told for one in faults(before)}
    new = [one.told for one in found if one.told not in known]
    if new:
        raise Refused(new)
    return definition


def publish(actor: Account, study: Study, instrument: Instrument) -> Version:
    """Publish the draft; the version asked until now is superseded."""
    version = refuse_publication(study, draft(instrument))
    forget(version)
    before, now = published(instrument), utcnow()
    if before is not None:
        before.status, before.ended_at = "superseded", now
    version.status, version.published_at = "published", now
    version.published_by = actor.id
    drop_plan(instrument, PUBLISH)
    db.session.flush()
    record(
        actor, "instrument.published", f"instrument:{instrument.public_id}", version=version.number
    )
    if instrument.template_at:
        _tell_locals(instrument)
    return version


def refuse_publication(study: Study, version: Version | None) -> Version:
    """The draft, or `Refused` with what keeps it from being published: one reason, or a list."""
    if version is None:
        raise Refused(_l("Il n'y a pas de brouillon à publier."))
    if study.archived_at:
        raise Refused(_l("L'étude est archivée."))
    if missing(study.notice):
        raise Refused(_l("Complétez d'abord l'information des personnes dans la page de l'étude."))
    blocked = blocked_by(version)
    if blocked:
        raise Refused([one.told for one in blocked])
    keep_core(version, definition_of(version))
    return version


def _tell_locals(core: Instrument) -> None:
    """The core has a new version: those who lead studies that stand on it learn so."""
    for local in locals_of(core):
        leads = {lead.id for lead in holders(local.study_id, "study_lead")}
        notify(leads, "new_core", f"/questionnaires/{local.public_id}#noyau")


def archive(actor: Account, instrument: Instrument) -> None:
    """Stop asking: the published version is archived, its answers stay."""
    version = published(instrument)
    if version is None:
        raise Refused(_l("Ce questionnaire n'est pas publié."))
    version.status, version.ended_at = "archived", utcnow()
    drop_plan(instrument, CLOSE)
    db.session.flush()
    record(actor, "instrument.archived", f"instrument:{instrument.public_id}")


def reopen(actor: Account, study: Study, instrument: Instrument) -> Version:
    """Ask again the version that was asked last."""
    version = next((v for v in reversed(instrument.versions) if v.status == "archived"), None)
    if version is None or published(instrument) is not None:
        raise Refused(_l("Ce questionnaire n'est pas archivé."))
    if study.archived_at:
        raise Refused(_l("L'étude est archivée."))
    version.status, version.ended_at = "published", None
    db.session.flush()
    record(
        actor, "instrument.reopened", f"instrument:{instrument.public_id}", version=version.number
    )
    return version


def drop_plan(instrument: Instrument, act: str) -> Plan | None:
    """Forget what was to happen by itself; returns it, if anything was."""
    plan = next((one for one in instrument.plans if one.act == act), None)
    if plan is not None:
        instrument.plans.remove(plan)
    return plan


def discard_draft(actor: Account, instrument: Instrument) -> None:
    """Throw the draft away; an instrument that never was published goes with it."""
    version = draft(instrument)
    if version is None:
        raise Refused(_l("Il n'y a pas de brouillon."))
    instrument.versions.remove(version)
    drop_plan(instrument, PUBLISH)
    if not instrument.versions:
        db.session.delete(instrument)
    db.session.flush()
    record(actor, "instrument.draft_discarded", f"instrument:{instrument.public_id}")


def offer_language(actor: Account, study: Study, instrument: Instrument, tag: str) -> None:
    """Offer a language to the people of a study; the log keeps whether it had been reviewed."""
    definition = definition_of(written(instrument))
    if tag not in definition.languages:
        raise Refused(_l("Cette langue n'est pas connue."))
    if not is_complete(definition, tag):
        raise Refused(_l("Cette langue n'est pas complète : terminez sa traduction d'abord."))
    reviewed, offered = tag in definition.reviewed, {FRENCH, tag, *study.languages}
    study.languages = [one for one in KNOWN if one in offered]
    if not reviewed and tag not in instrument.unread:
        instrument.unread = [*instrument.unread, tag]
    record(actor, "language.offered", f"study:{study.public_id}", language=tag, reviewed=reviewed)


def stop_language(actor: Account, study: Study, instrument: Instrument, tag: str) -> None:
    """Offer a language no more; French always stays."""
    if tag == FRENCH or tag not in study.languages:
        raise Refused(_l("Cette langue ne peut pas être retirée."))
    study.languages = [one for one in study.languages if one != tag]
    instrument.unread = [one for one in instrument.unread if one != tag]
    record(actor, "language.stopped", f"study:{study.public_id}", language=tag)
