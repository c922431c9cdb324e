"""What the pool holds for one person: the library, the shelves, and what their studies asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.db import db
from feedback.instruments import library
from feedback.instruments.definition import Definition
from feedback.instruments.models import Instrument, Version
from feedback.instruments.pool.entries import LIBRARY, PAST, STATE, Entry, Place, indexed
from feedback.instruments.queries import definitions
from feedback.studies.models import Study
from feedback.studies.queries import reachable


def entries(account: Account) -> list[Entry]:
    """Every question the person may take: the State's, the library's, then those asked."""
    return [*_written(), *past(account)]


def chosen(account: Account, keys: Sequence[str]) -> list[Entry]:
    """The questions of some keys, in their order; those no longer there are left out."""
    found = {entry.key: entry for entry in entries(account)} if keys else {}
    return [found[key] for key in dict.fromkeys(keys) if key in found]


@lru_cache(maxsize=1)
def _written() -> tuple[Entry, ...]:
    shelves = [(f"s-{name}", STATE, library.shelf(name)) for name in library.shelves()]
    starters = [(f"l-{name}", LIBRARY, library.load(name)) for name in library.names()]
    starters.sort(key=lambda one: one[2].kind != "survey")
    places = [
        Place(key, source, read.title["fr"], read, kind=read.kind)
        for key, source, read in (*shelves, *starters)
    ]
    return tuple(Entry(place, one) for place in places for one in indexed(place.definition))


def past(account: Account) -> list[Entry]:
    """Questions of versions ever asked in the person's studies, each in its latest words."""
    reach = reachable(account, "see_instruments").with_only_columns(Study.id)
    query = (
        select(Version, Instrument, Study)
        .join(Instrument, Instrument.id == Version.instrument_id)
        .join(Study, Study.id == Instrument.study_id)
        .where(Version.status != "draft", Instrument.study_id.in_(reach))
        .order_by(Study.id.desc(), Instrument.id, Version.number.desc())
    )
    rows = [(version, one, study) for version, one, study in db.session.execute(query)]
    read = definitions([version for version, _one, _study in rows])
    return [
        entry
        for _, group in groupby(rows, key=lambda row: row[1].id)
        for entry in _of_instrument(list(group), read)
    ]


def _of_instrument(
    rows: Sequence[tuple[Version, Instrument, Study]], read: Mapping[str, Definition]
) -> Iterable[Entry]:
    """Latest version first: a question is taken as it was last asked, since it was first asked."""
    found: dict[str, Entry] = {}
    for version, one, study in rows:
        place = Place(
            f"v-{version.public_id}", PAST, one.title, read[version.digest],
            study.title, study.id, one.public_id, one.kind, version.published_at,
            version.status == "published",
        )  # fmt: skip
        for held in indexed(place.definition):
            code = held.question.code
            older = found.get(code)
            found[code] = (
                replace(older, place=replace(older.place, since=version.published_at))
                if older
                else Entry(place, held)
            )
    return found.values()
