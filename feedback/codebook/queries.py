"""Reads about a study's codebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from feedback.codebook.models import Code, CodeSuccession
from feedback.db import db
from feedback.studies.models import Study


@dataclass(frozen=True)
class Branch:
    """A code with its children, `depth` levels below the top."""

    code: Code
    depth: int
    children: tuple[Branch, ...]


def codes(study: Study, archived: bool = False) -> Sequence[Code]:
    """The study's codes in the order of their positions, archived ones only when asked."""
    query = select(Code).where(Code.study_id == study.id).order_by(Code.position, Code.id)
    return db.session.scalars(query if archived else query.where(Code.archived_at.is_(None))).all()


def tree(study: Study, archived: bool = False) -> tuple[Branch, ...]:
    """The study's codes as a tree; a code whose heading is hidden moves to the top."""
    shown = codes(study, archived)
    known = {code.id for code in shown}
    below: dict[int | None, list[Code]] = defaultdict(list)
    for code in shown:
        below[code.parent_id if code.parent_id in known else None].append(code)
    return _branches(below, None, 0)


def _branches(
    below: dict[int | None, list[Code]], parent: int | None, depth: int
) -> tuple[Branch, ...]:
    return tuple(
        Branch(code, depth, _branches(below, code.id, depth + 1)) for code in below.get(parent, ())
    )


def by_key(study: Study, key: str) -> Code | None:
    """The code of a stable key, archived or not."""
    return db.session.scalar(select(Code).where(Code.study_id == study.id, Code.key == key))


def by_keys(study: Study, keys: Sequence[str]) -> list[Code]:
    """The codes of some keys, in the order of the book; keys of no code are passed over."""
    query = select(Code).where(Code.study_id == study.id, Code.key.in_(keys))
    return list(db.session.scalars(query.order_by(Code.position, Code.id)))


def names(study: Study) -> dict[str, str]:
    """French names of the study's codes by key, archived ones too: old figures still name them.

    A merged key has the name of the code it stands for now.
    """
    query = select(Code.key, Code.name).where(Code.study_id == study.id)
    called: dict[str, str] = dict(db.session.execute(query).all())
    return {**called, **{old: called[new] for old, new in successors(study).items()}}


def successors(study: Study) -> dict[str, str]:
    """The key that each merged key stands for now, however many merges came after.

    Questions, steps and files keep the key they were made with: whoever reads them looks here.
    A code that was split still is what it was: its key stands for itself.
    """
    query = (
        select(CodeSuccession.old_key, CodeSuccession.new_key)
        .where(CodeSuccession.study_id == study.id, CodeSuccession.kind == "merge")
        .order_by(CodeSuccession.id)
    )
    next_: dict[str, str] = dict(db.session.execute(query).all())
    found = {}
    for key in next_:
        last, seen = key, {key}
        while (after := next_.get(last)) is not None and after not in seen:
            last = after
            seen.add(last)
        found[key] = last
    return found


def dimensions(study: Study) -> dict[str, str]:
    """What each key ever given stands for now, as people read it: "A2 Écoute"."""
    after = successors(study)
    return {key: f"{after.get(key, key)} {name}" for key, name in names(study).items()}
