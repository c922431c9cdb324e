"""Reads about instruments, through the person's reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select
from sqlalchemy.orm import selectinload, undefer

from feedback.accounts.models import Account
from feedback.db import Direct, db
from feedback.errors import NotAllowed
from feedback.instruments.checks.verification import Verified, blocking, verify
from feedback.instruments.definition import Definition, faults, load_loose
from feedback.instruments.findings import Finding
from feedback.instruments.models import Instrument, Picture, Version
from feedback.instruments.pictures import tokens
from feedback.instruments.questions import Question
from feedback.studies.models import Study
from feedback.studies.queries import reachable

_KEPT: dict[str, tuple[Definition, list[Finding]]] = {}
_DRAFTS: dict[str, tuple[Definition, list[Finding]]] = {}  # another at each keystroke, or nearly
_MOST, _FEW = 256, 16


def definition_of(version: Version) -> Definition:
    """The frozen definition of a version, read once per process; that of a draft has its faults."""
    return _read(version)[0]


def faults_of(version: Version) -> list[Finding]:
    """What keeps a draft from being asked; nothing in a published version."""
    return _read(version)[1]


def ready_part(version: Version) -> Definition:
    """What of a version can be shown and asked: all of it, or of a draft what has no fault."""
    definition, found = _read(version)
    faulty = {one.code for one in found}
    if not faulty:
        return definition
    return replace(definition, written=tuple(q for q in definition.written if not faulty & _in(q)))


def _in(question: Question) -> set[str | None]:
    return {question.code, *(field.code for field in question.fields)}


def _read(version: Version) -> tuple[Definition, list[Finding]]:
    store, most = (_DRAFTS, _FEW) if version.status == "draft" else (_KEPT, _MOST)
    found = store.get(version.digest)
    if found is None:
        found = load_loose(version.definition)
        _keep(store, most, version.digest, found)
    return found


def _keep(
    store: dict[str, tuple[Definition, list[Finding]]], most: int, digest: str,
    found: tuple[Definition, list[Finding]],
) -> None:  # fmt: skip
    if len(store) >= most:
        store.clear()
    store[digest] = found


def keep_draft(definition: Definition) -> None:
    """Remember a draft just written: the page that follows need not read it again."""
    _keep(_DRAFTS, _FEW, definition.digest, (definition, faults(definition)))


def kept_draft(digest: str) -> Definition | None:
    """A draft by its digest, if this process has read it lately."""
    found = _DRAFTS.get(digest)
    return found[0] if found else None


def definition_by_id(version_id: int, digest: str) -> Definition:
    """The same, for who holds only the numbers of a version."""
    kept = _KEPT.get(digest)
    return kept[0] if kept else definition_of(db.session.get_one(Version, version_id))


def history_of(version: Version) -> list[Definition]:
    """All that was published before a version, oldest first."""
    before = asked_versions(version.instrument)
    return [definition_of(one) for one in before if one.number < version.number]


def blocked_by(version: Version) -> list[Finding]:
    """What keeps a draft from being published."""
    definition, found = _read(version)
    return blocking(definition, found, history_of(version))


def verified(version: Version) -> Verified:
    """All there is to say of a version before it is published."""
    definition, found = _read(version)
    return verify(definition, found, history_of(version))


def definitions(versions: Sequence[Version]) -> dict[str, Definition]:
    """The definitions of published versions by digest, those not kept read in one statement."""
    found = {one.digest: _KEPT[one.digest][0] for one in versions if one.digest in _KEPT}
    missing = [version for version in versions if version.digest not in found]
    query = select(Version).where(Version.id.in_([version.id for version in missing]))
    query = query.options(undefer(Version.definition)).execution_options(populate_existing=True)
    if missing:
        db.session.scalars(query).all()
    return found | {version.digest: definition_of(version) for version in missing}


def instruments(study: Study, kind: str | None = None) -> Sequence[Instrument]:
    """The study's instruments, by title."""
    query = select(Instrument).where(Instrument.study_id == study.id).order_by(Instrument.title)
    query = query.options(selectinload(Instrument.versions))
    return db.session.scalars(query.where(Instrument.kind == kind) if kind else query).all()


def instrument(account: Account, act: str, public_id: str) -> Instrument:
    """One instrument by its public id, or NotAllowed."""
    query = select(Instrument).where(
        Instrument.public_id == public_id,
        Instrument.study_id.in_(reachable(account, act).with_only_columns(Study.id)),
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotAllowed
    return found


def published(instrument: Instrument) -> Version | None:
    """The version being asked now, if one is."""
    return next((v for v in instrument.versions if v.status == "published"), None)


def draft(instrument: Instrument) -> Version | None:
    """The version being written, if one is."""
    return next((v for v in instrument.versions if v.status == "draft"), None)


def written(instrument: Instrument) -> Version:
    """The wording to look at: the draft's when there is one, for it comes next."""
    return draft(instrument) or published(instrument) or instrument.versions[-1]


def version(public_id: str) -> Version | None:
    """A version by its public id."""
    return db.session.scalar(select(Version).where(Version.public_id == public_id))


@dataclass(frozen=True)
class SurveyVersion:
    """What one must know of a survey's version to take an answer to it."""

    id: int
    instrument_id: int
    study_id: int
    digest: str


_SURVEY_VERSION = Direct(
    select(Version.id, Version.instrument_id, Instrument.study_id, Version.digest)
    .join(Instrument, Instrument.id == Version.instrument_id)
    .where(
        Version.public_id == bindparam("name"), Version.status != "draft",
        Instrument.kind == "survey",
    )
)  # fmt: skip


def survey_version(public_id: str) -> SurveyVersion | None:
    """A survey's version that was ever published, by its public id."""
    row = _SURVEY_VERSION.look(name=public_id)
    return SurveyVersion(*row) if row else None


def pictures(study: Study) -> Sequence[Picture]:
    """The pictures of a study, the latest first."""
    query = select(Picture).where(Picture.study_id == study.id)
    return db.session.scalars(query.order_by(Picture.id.desc())).all()


def pictures_shown(study: Study) -> set[str]:
    """Tokens of the pictures that any version of the study's instruments shows."""
    query = select(Version).join(Version.instrument).where(Instrument.study_id == study.id)
    found = db.session.scalars(query.options(undefer(Version.definition)))
    return {token for v in found for token in tokens(definition_of(v).questions)}


def version_of(instrument: Instrument, public_id: str) -> Version:
    """One version of an instrument by its public id, or NotAllowed."""
    found = next((v for v in instrument.versions if v.public_id == public_id), None)
    if found is None:
        raise NotAllowed
    return found


def asked_versions(instrument: Instrument) -> list[Version]:
    """Versions that were ever published, oldest first."""
    return [v for v in instrument.versions if v.status != "draft"]
