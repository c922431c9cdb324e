"""The sheet of codings: one row per passage, code and coder; and the code book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from feedback.exports import words
from feedback.exports.research.texts import CodeLike, part_name, week
from feedback.formats.columns import Column


def levels(codes: Sequence[CodeLike]) -> dict[int, list[str]]:
    """The path of each code from the top, as `A Relation d'aide`, `A2 Écoute`."""
    by_id = {code.id: code for code in codes}
    paths: dict[int, list[str]] = {}
    for code in codes:
        path: list[str] = []
        at: CodeLike | None = code
        while at is not None:
            path.insert(0, f"{at.key} {at.name}")
            at = by_id.get(at.parent_id) if at.parent_id else None
        paths[code.id] = path
    return paths


def depth(paths: Mapping[int, Sequence[str]]) -> int:
    """How many levels the deepest code has."""
    return max((len(path) for path in paths.values()), default=1)


def columns(deep: int, parts: int) -> list[Column]:
    """Columns of the sheet of codings, one per level of the code book; passages take so many cells."""
    return [
        Column("codage", "Codage", width=13),
        Column("verbatim", "Verbatim", width=13),
        Column("source", "Source", width=11, shared=True),
        Column("partie", "Question ou partie", width=20, shared=True),
        Column("semaine", "Semaine du", "date", width=12),
        Column("lieu", "Lieu", width=26, shared=True),
        Column("locuteur", "Qui parle", width=13, shared=True),
        Column("mode", "Mode", width=12, shared=True),
        Column("langue", "Langue", width=13, shared=True),
        Column("code", "Code", width=8, shared=True),
        *(Column(f"niveau_{n}", f"Niveau {n}", width=26, shared=True) for n in range(1, deep + 1)),
        Column("passage", "Passage", width=70, wrap=True, parts=parts),
        Column("debut", "Début", "integer", width=8),
        Column("fin", "Fin", "integer", width=8),
        Column("valence", "Valence", "integer", width=9),
        Column("memo", "Mémo", width=40, wrap=True),
        Column("codeur", "Codé par", width=18, shared=True),
        Column("code_le", "Codé le", "date", width=12),
        Column("a_revoir", "À revoir", "flag", width=9),
        Column("version", "Version", width=11, shared=True),
        Column("compte", "Compte", "flag", width=9),
    ]


def row(
    one: Any, sites: Mapping[int, tuple[str, str]], keys: Mapping[int, str],
    paths: Mapping[int, Sequence[str]], deep: int, questions: Mapping[str, str],
) -> tuple[Any, ...]:  # fmt: skip
    """The values of one coding."""
    path = list(paths[one.code_id])
    return (
        one.public_id, one.document, words.SOURCES.get(one.origin_room, one.origin_room),
        part_name(one.part, questions), week(one.day), sites.get(one.site_id or 0, ("",))[0],
        words.SPEAKERS.get(one.speaker, one.speaker), words.MODES.get(one.mode, one.mode),
        words.LANGUAGES.get(one.language, one.language), keys[one.code_id],
        *path, *[None] * (deep - len(path)), one.quote, one.start, one.end, one.valence, one.memo,
        one.coder, one.created_at.date(), one.to_review,
        "signée" if one.settled else "d'origine", one.counts,
    )  # fmt: skip


BOOK = (
    Column("code", "Code", width=9),
    Column("libelle", "Libellé", width=34),
    Column("anglais", "En anglais", width=26),
    Column("definition", "Définition", width=50, wrap=True),
    Column("inclure", "Inclure", width=40, wrap=True),
    Column("exclure", "Exclure", width=40, wrap=True),
    Column("codable", "On code avec", "flag", width=11),
    Column("statut", "Statut", width=12, shared=True),
    Column("codages", "Codages", "integer", width=10),
    Column("verbatims", "Verbatims", "integer", width=10),
    Column("niveau", "Niveau", "integer", width=9),
)


def book(
    codes: Sequence[Any], paths: Mapping[int, Sequence[str]],
    counts: Mapping[int, tuple[int, int]],
) -> list[tuple[Any, ...]]:  # fmt: skip
    """Rows of the code book, each code under its heading."""
    below: dict[int | None, list[Any]] = {}
    known = {code.id for code in codes}
    for code in codes:
        below.setdefault(code.parent_id if code.parent_id in known else None, []).append(code)
    rows: list[tuple[Any, ...]] = []

    def walk(parent: int | None) -> None:
        for code in below.get(parent, ()):
            n, texts = counts.get(code.id, (0, 0))
            status = "archivé" if code.archived_at else STATUS.get(code.status, code.status)
            rows.append(
                (code.key, code.name, code.name_en, code.definition, code.include, code.exclude,
                 code.codable, status, n, texts, len(paths[code.id]))
            )  # fmt: skip
            walk(code.id)

    walk(None)
    return rows


STATUS = {"validated": "validé", "proposed": "proposé"}
