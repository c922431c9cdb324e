"""What happens to responses: handed in exactly once, doubted and put back, withdrawn.

One transaction holds the receipt, the response, its texts and the tally; the caller
acknowledges only after its commit.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, field
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, insert, select

from feedback.accounts.models import Account
from feedback.accounts.operations import notify, record
from feedback.accounts.queries import holders
from feedback.corpus import operations as corpus
from feedback.db import INSERTS, Direct, db, insert_for, new_public_id, utcnow
from feedback.errors import Refused
from feedback.instruments.models import Version
from feedback.instruments.queries import definition_of
from feedback.responses.handed import Handed, tally_pairs, with_response
from feedback.responses.models import (
    Conflict,
    Receipt,
    ReceiptTrace,
    Response,
    SourceCount,
)
from feedback.responses.tally.lines import UNDATED, Recount, Spot
from feedback.responses.tally.operations import move
from feedback.responses.tally.operations import replace as replace_tally
from feedback.responses.weeks import cut_week

Put = Callable[[Handed, str], None]
# Columns filled by an intake
RECEIPT, TRACE = ("uuid", "content_mac"), ("uuid", "source", "at")
COUNT = ("source", "stored", "again", "conflicts")
RESPONSE = (
    "public_id", "uuid", "study_id", "instrument_id", "version_id", "site_id", "mode", "language",
    "status", "last_step", "day", "half", "week", "day_uncertain", "answers", "outcome", "flags",
    "counted",
)  # fmt: skip
STORED, ALREADY, CONFLICT = "stored", "already", "conflict"
COUNTS = {STORED: "stored", ALREADY: "again", CONFLICT: "conflicts"}


@dataclass
class Gathered:
    """What a batch adds to the tally and to the counts of its sources, kept for its end.

    Many answers of one place move the same lines: they are written once, and every batch takes
    what it shares with others in the same order.
    """

    moves: dict[Spot, Counter[tuple[str, str]]] = field(default_factory=dict)
    came: dict[str, Counter[str]] = field(default_factory=dict)  # verdicts by source

    def settle(self) -> None:
        """Write it all."""
        for spot in sorted(self.moves, key=astuple):
            move(spot, self.moves[spot], 1)
        connection = db.session.connection()
        for source, verdicts in sorted(self.came.items()):
            counts = {column: verdicts[verdict] for verdict, column in COUNTS.items()}
            _statements().counts.run(connection, {"source": source, **counts})


def hand_in(
    handed: Handed, pairs: Counter[tuple[str, str]], key: str, put: Put | None = None,
    within: Gathered | None = None,
) -> str:  # fmt: skip
    """Store a response once: `stored`, `already` (same content again) or `conflict`.

    `pairs` comes from `tally_pairs`, computed before the transaction; `key` is the house's.
    A conflict is kept aside and counts as handed in; the first content is never overwritten.
    `put` stores the free texts elsewhere than as comments: it receives the response and the id
    of what they belong to (`conflict:…` when it was kept aside). `within` gathers what a batch
    shares; whoever gave it settles it in the same transaction.
    """
    put, gathered = put or _texts, within or Gathered()
    mac = handed.content_mac(key)
    receipt = {"uuid": handed.uuid, "content_mac": mac}
    if _statements().receipt.run(db.session.connection(), receipt) is None:
        verdict, new = _again(handed, mac, put)
    else:
        _store(handed, pairs, put, gathered)
        verdict, new = STORED, True
    _trace(handed, verdict if new else ALREADY, gathered)
    if within is None:
        gathered.settle()
    return verdict


def _again(handed: Handed, mac: str, put: Put) -> tuple[str, bool]:
    """The verdict on an id handed in before, and whether its content is new to the house."""
    first = db.session.scalar(select(Receipt.content_mac).where(Receipt.uuid == handed.uuid))
    if first == mac:
        return ALREADY, False
    aside = insert_for(Conflict).values(
        public_id=new_public_id(), study_id=handed.study_id, uuid=handed.uuid, content_mac=mac,
        answers=dict(handed.answers), at=utcnow(), settled="", note="",
    )  # fmt: skip
    public_id = db.session.scalar(aside.on_conflict_do_nothing().returning(Conflict.public_id))
    if public_id is not None:
        put(handed, f"conflict:{public_id}")
        leads = {a.id for a in holders(handed.study_id, "study_lead")}
        notify(leads, "conflict", "/reponses-mises-de-cote")
    return CONFLICT, public_id is not None


def _store(handed: Handed, pairs: Counter[tuple[str, str]], put: Put, gathered: Gathered) -> None:
    public_id, week = new_public_id(), cut_week(handed.day)
    counted = not handed.flags
    _statements().response.run(
        db.session.connection(),
        {
            "public_id": public_id, "uuid": handed.uuid, "study_id": handed.study_id,
            "instrument_id": handed.instrument_id, "version_id": handed.version_id,
            "site_id": handed.site_id, "mode": handed.mode, "language": handed.language,
            "status": handed.status, "last_step": handed.last_step, "day": handed.day,
            "half": handed.half, "week": week, "day_uncertain": handed.day_uncertain,
            "answers": dict(handed.answers), "outcome": handed.outcome,
            "flags": list(handed.flags), "counted": counted,
        },
    )  # fmt: skip
    spot = Spot(
        handed.version_id, handed.site_id or 0, UNDATED if handed.day_uncertain else week,
        handed.mode, handed.language, handed.outcome, counted,
    )  # fmt: skip
    moved = with_response(pairs, handed.status, handed.last_step, handed.flags)
    gathered.moves.setdefault(spot, Counter()).update(moved)
    put(handed, public_id)


def _texts(handed: Handed, origin_id: str) -> None:
    for code, text in handed.texts.items():
        corpus.receive(
            study_id=handed.study_id, site_id=handed.site_id, origin=("responses", origin_id),
            part=code, kind="comment", speaker="user", language=handed.language,
            mode=handed.mode, day=handed.day, text=text, quotable=handed.quotable,
        )  # fmt: skip


def _trace(handed: Handed, verdict: str, gathered: Gathered) -> None:
    """Where from and when, apart, for some days; and a count that stays."""
    if not handed.source:
        return
    connection, at = db.session.connection(), utcnow()
    _statements().trace.run(connection, {"uuid": handed.uuid, "source": handed.source, "at": at})
    gathered.came.setdefault(handed.source, Counter())[verdict] += 1


@dataclass(frozen=True)
class _Statements:
    """The inserts of an intake, made once: they run for every answer."""

    receipt: Direct
    response: Direct
    trace: Direct
    counts: Direct


def _statements() -> _Statements:
    return _made(db.engine.dialect.name)


@cache
def _made(dialect: str) -> _Statements:
    new: Any = INSERTS[dialect]
    receipt, trace, count = (t.__table__ for t in (Receipt, ReceiptTrace, SourceCount))
    more = new(count)
    counted = more.on_conflict_do_update(
        index_elements=["source"],
        set_={column: count.c[column] + more.excluded[column] for column in COUNTS.values()},
    )
    return _Statements(
        Direct(new(receipt).on_conflict_do_nothing().returning(receipt.c.uuid), RECEIPT),
        Direct(insert(Response.__table__).inline(), RESPONSE),
        Direct(new(trace).on_conflict_do_nothing(), TRACE),
        Direct(counted, COUNT),
    )


def purge_traces(before: dt.datetime) -> int:
    """Forget device and exact time of older receipts; returns how many."""
    gone = delete(ReceiptTrace).where(ReceiptTrace.at < before).returning(ReceiptTrace.uuid)
    return len(db.session.scalars(gone).all())


def _spot(response: Response) -> Spot:
    """Where a response is counted; one whose date is uncertain, in no week."""
    week = UNDATED if response.day_uncertain else response.week
    return Spot(
        response.version_id, response.site_id or 0, week, response.mode, response.language,
        response.outcome, response.counted,
    )  # fmt: skip


def _pairs(response: Response) -> Counter[tuple[str, str]]:
    definition = definition_of(db.session.get_one(Version, response.version_id))
    written = {d.part: "answered" for d in corpus.of_origin("responses", response.public_id)}
    pairs = tally_pairs(definition, response.answers, written, response.mode)
    return with_response(pairs, response.status, response.last_step, response.flags)


def put_back(actor: Account, response: Response, counted: bool) -> None:
    """Count a doubtful response after all, or leave it out again; the tally follows."""
    if response.withdrawn_at or response.counted == counted:
        raise Refused(_l("Cette réponse est déjà dans cet état."))
    pairs = _pairs(response)
    move(_spot(response), pairs, -1)
    response.counted = counted
    move(_spot(response), pairs, 1)
    record(actor, "response.counted" if counted else "response.left_out",
           f"response:{response.public_id}")  # fmt: skip


def withdraw(response: Response, actor: Account | None = None) -> None:
    """Take a response out of every figure; its answers are erased, its texts withdrawn.

    What was kept aside under the same uuid goes with it. `actor` is nobody when the person who
    answered does it.
    """
    if response.withdrawn_at:
        return
    move(_spot(response), _pairs(response), -1)
    response.withdrawn_at = utcnow()
    response.answers, response.flags = {}, []
    corpus.withdraw("responses", response.public_id)
    for conflict in db.session.scalars(select(Conflict).where(Conflict.uuid == response.uuid)):
        conflict.answers = {}
        corpus.withdraw("responses", f"conflict:{conflict.public_id}")
    record(actor, "response.withdrawn", f"response:{response.public_id}")


def settle(actor: Account, conflict: Conflict, note: str) -> None:
    """A human has looked at a conflict; the first content stands."""
    if conflict.settled:
        raise Refused(_l("C'est déjà réglé."))
    conflict.settled, conflict.settled_by, conflict.note = "kept_first", actor.id, note.strip()
    record(actor, "conflict.settled", f"conflict:{conflict.public_id}")


def rebuild_tally(version_ids: Iterable[int]) -> None:
    """Count the responses of these versions again from nothing."""
    for version_id in version_ids:
        replace_tally(version_id, _recount(db.session.get_one(Version, version_id)))


def _recount(version: Version) -> Recount:
    query = select(Response).where(
        Response.version_id == version.id, Response.withdrawn_at.is_(None)
    )
    definition, recount = definition_of(version), Recount()
    parts = corpus.parts_written("responses", version.instrument.study_id)
    for response in db.session.scalars(query.execution_options(yield_per=500)):
        texts = dict.fromkeys(parts.get(response.public_id, ()), "answered")
        pairs = tally_pairs(definition, response.answers, texts, response.mode)
        whole = with_response(pairs, response.status, response.last_step, response.flags)
        recount.add(_spot(response), whole)
    return recount
