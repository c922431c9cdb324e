"""Codes merged, split and proposed, with the codings they have; each act can be taken back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, insert, literal, null, select, update
from sqlalchemy.orm import aliased

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.codebook import operations as book
from feedback.codebook.conventions import ALERT, LONGEST_NAME, free_key
from feedback.codebook.history.operations import acting, hold, short, step_of, take_back
from feedback.codebook.models import Code, CodebookStep
from feedback.coding import operations as coding_operations
from feedback.coding.codebook.models import CodeExample, MovedCoding
from feedback.coding.codebook.queries import alike
from feedback.coding.models import Coding, Passage
from feedback.db import db, insert_for
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study

MOST_PARTS = 4
MOST_EXAMPLES = 10


def propose(actor: Account, study: Study, name: str, definition: str = "") -> Code:
    """A code that a coder finds in the texts: proposed, at the first level, to be put at once."""
    name = " ".join(normalise(name).split())
    if not name:
        raise Refused(_l("Donnez un nom au code."), "name")
    if len(name) > LONGEST_NAME:
        raise Refused(_l("%(max)d caractères au plus.", max=LONGEST_NAME), "name")
    hold(study.id)
    same = select(Code.key).where(
        Code.study_id == study.id, func.lower(Code.name) == name.lower(),
        Code.archived_at.is_(None),
    )  # fmt: skip
    if (key := db.session.scalar(same.limit(1))) is not None:
        raise Refused(_l("Le code %(key)s porte déjà ce nom : prenez-le.", key=key), "name")
    key = free_key(book.taken_keys(study.id))
    return book.add_code(actor, study, key=key, status="proposed", name=name, definition=definition)


# --- Merging -------------------------------------------------------------------------------


def merge(
    actor: Account, study: Study, sources: Sequence[Code], target: Code,
    seen: Mapping[str, str] | None = None,
) -> int:  # fmt: skip
    """The codings of some codes go to another, the codes are archived; returns how many went.

    A passage that the same person had given both codes keeps one coding: its memos are joined,
    and where the valences contradict each other it is to review. `seen` are marks by key.
    """
    keys = [code.key for code in sources]
    with acting(actor, study.id, "merged", [f"{short(keys)} → {target.key}"]) as step:
        for code in (*sources, target):
            book.check_seen(code, (seen or {}).get(code.key, ""))
        _check_merge(sources, target)
        count = 0
        for source in sources:
            count += _give_all(step, source, target)
            book.absorb(step, source, target)
    record(actor, "code.merged", f"study:{study.public_id}", keys=keys, into=target.key)
    return count


def _check_merge(sources: Sequence[Code], target: Code) -> None:
    if not sources:
        raise Refused(_l("Choisissez le code à fusionner."))
    for code in (*sources, target):
        if code.archived_at is not None:
            raise Refused(_l("%(key)s est archivé.", key=code.key), "target")
        if code.key == ALERT:
            raise Refused(_l("Ce code garde les textes d'alerte hors des fichiers : il ne se fusionne ni ne se scinde."), "target")  # fmt: skip
    if target.id in {code.id for code in sources}:
        raise Refused(_l("Un code ne se fusionne pas avec lui-même."), "target")
    if not target.codable and any(code.codable for code in sources):
        raise Refused(_l("Une famille ne prend pas de passages : choisissez un code."), "target")
    _check_not_below(sources, target)


def _check_not_below(sources: Sequence[Code], target: Code) -> None:
    numbers = {code.id for code in sources}
    above = target.parent
    while above is not None:
        if above.id in numbers:
            raise Refused(_l("%(key)s est sous un code à fusionner : déplacez-le d'abord.", key=target.key), "target")  # fmt: skip
        above = above.parent


def _give_all(step: CodebookStep, source: Code, target: Code) -> int:
    return _give(step, source, select(Coding).where(Coding.code_id == source.id), target)


def _give(step: CodebookStep, source: Code, wanted: Any, target: Code) -> int:
    """Give codings another code; two of one person on one passage become one.

    Those that stay apart go in two statements, whatever their number: nobody waits for them.
    """
    ids = wanted.with_only_columns(Coding.id)
    other = aliased(Coding)
    both = (
        select(Coding, other)
        .join(other, alike(Coding, other))
        .where(Coding.id.in_(ids), other.code_id == target.id)
        .order_by(Coding.id)
    )
    pairs = db.session.execute(both).all()
    shown = dict(db.session.execute(select(CodeExample.coding_id, CodeExample.account_id)).all())
    moves = _moves(both.with_only_columns(Coding.id).order_by(None)) if pairs else {}
    for coding, kept in pairs:
        _join(step, coding, kept, shown, moves.get(coding.id, []))
    db.session.flush()
    apart = select(literal(step.id), Coding.id, Coding.code_id, literal(target.id))
    columns = ["step_id", "coding_id", "from_code_id", "to_code_id"]
    db.session.execute(insert(MovedCoding).from_select(columns, apart.where(Coding.id.in_(ids))))
    mine = (
        MovedCoding.step_id == step.id, MovedCoding.from_code_id == source.id,
        MovedCoding.to_code_id == target.id,
    )  # fmt: skip
    apart_ids = select(MovedCoding.coding_id).where(*mine, MovedCoding.absorbed.is_(null()))
    _recode(apart_ids, target.id)
    return db.session.scalar(select(func.count()).select_from(MovedCoding).where(*mine)) or 0


def _recode(ids: Any, code_id: int) -> None:
    """Give codings a code, in one statement."""
    change = update(Coding).where(Coding.id.in_(ids)).values(code_id=code_id)
    db.session.execute(change, execution_options={"synchronize_session": False})
    db.session.expire_all()


def _join(
    step: CodebookStep, coding: Coding, kept: Coding, shown: dict[int, int | None],
    moves: list[dict[str, Any]],
) -> None:  # fmt: skip
    """Two codings become one, which says what both said; what each said is kept for the undoing."""
    was = _said(kept)
    kept.counts = kept.counts or coding.counts
    kept.valence = kept.valence or coding.valence
    kept.to_review = kept.to_review or coding.to_review or kept.valence * coding.valence < 0
    if coding.memo and coding.memo not in kept.memo:
        kept.memo = "\n\n".join(one for one in (kept.memo, coding.memo) if one)
    example = coding.id in shown
    lent = example and kept.id not in shown
    if example:
        _show(kept.id, shown[coding.id])
    gone = {
        **_said(coding), "public_id": coding.public_id, "settled": coding.settled,
        "created_at": coding.created_at.isoformat(), "example": example, "lent": lent,
        "moves": moves,
    }  # fmt: skip
    db.session.add(
        MovedCoding(
            step_id=step.id, coding_id=kept.id, from_code_id=coding.code_id,
            to_code_id=kept.code_id, absorbed={"was": was, "is": _said(kept), "gone": gone},
        )
    )  # fmt: skip
    db.session.delete(coding)


def _moves(ids: Any) -> dict[int, list[dict[str, Any]]]:
    """What earlier acts did to codings that go away: they too may be taken back one day."""
    names = ("step_id", "from_code_id", "to_code_id", "absorbed")
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in db.session.scalars(select(MovedCoding).where(MovedCoding.coding_id.in_(ids))):
        told = {name: getattr(one, name) for name in names}
        found[one.coding_id].append({n: value for n, value in told.items() if value is not None})
    return found


def _said(coding: Coding) -> dict[str, Any]:
    names = ("valence", "memo", "to_review", "counts")
    return {name: getattr(coding, name) for name in names}


# --- Splitting -----------------------------------------------------------------------------


def split(
    actor: Account, study: Study, source: Code, parts: Sequence[Mapping[str, str]],
    given: Mapping[str, int], seen: str = "",
) -> int:  # fmt: skip
    """Give passages of a code to others, new or not; the rest stays. Returns how many codings went.

    `parts` are the codes (`key`, and `name` for a new one); `given` says for the public ids of
    passages the number of their part.
    """
    label = f"{source.key} → {short([part['key'] for part in parts if part['key']])}"
    with acting(actor, study.id, "split", [label]) as step:
        book.check_seen(source, seen)
        if source.key == ALERT:
            raise Refused(_l("Ce code garde les textes d'alerte hors des fichiers : il ne se fusionne ni ne se scinde."))  # fmt: skip
        count = 0
        for number, part in enumerate(parts):
            passages = [one for one, to in given.items() if to == number]
            if not passages:
                continue
            target = _part(study, source, part)
            wanted = (
                select(Coding)
                .join(Passage, Passage.id == Coding.passage_id)
                .where(Coding.code_id == source.id, Passage.public_id.in_(passages))
            )
            count += _give(step, source, wanted, target)
            book.succeed(step, source, target, "split")
        if not count:
            raise Refused(_l("Choisissez au moins un passage et le code où il va."))
    record(actor, "code.split", f"study:{study.public_id}", key=source.key)
    return count


def _part(study: Study, source: Code, part: Mapping[str, str]) -> Code:
    """The code where a part goes: the one of that key, or a new one beside the source."""
    key, name = normalise(part["key"]).strip(), normalise(part["name"]).strip()
    query = select(Code).where(Code.study_id == study.id, func.lower(Code.key) == key.lower())
    found = db.session.scalar(query)
    if found is None:
        if not name:
            raise Refused(_l("Donnez un nom au nouveau code %(key)s.", key=key), "parts")
        above = source.parent.key if source.parent and not source.parent.archived_at else ""
        return book.new_code(study, key=key, parent_key=above, name=name, colour=source.colour)
    if found.id == source.id or not found.codable or found.archived_at or found.key == ALERT:
        raise Refused(_l("%(key)s ne peut pas recevoir ces passages.", key=found.key), "parts")
    return found


# --- Taking back ---------------------------------------------------------------------------


def undo(actor: Account, study: Study, public_id: str) -> CodebookStep:
    """Take an act back, codings first; `Refused` when something done since would be lost."""
    hold(study.id)
    step = step_of(study.id, public_id)
    mine = MovedCoding.step_id == step.id
    _check_elsewhere(mine)
    joined = db.session.scalars(
        select(MovedCoding)
        .where(mine, MovedCoding.absorbed.is_not(null()))
        .order_by(MovedCoding.id.desc())
    ).all()
    query = select(Coding).where(Coding.id.in_([one.coding_id for one in joined]))
    codings = {one.id: one for one in db.session.scalars(query.with_for_update())}
    _check_unwritten(joined, codings)
    for one in joined:  # before those that only moved: one of them may have taken others in
        _part_again(one, codings[one.coding_id])
    db.session.flush()
    apart = mine, MovedCoding.absorbed.is_(null())
    for number in db.session.scalars(select(MovedCoding.from_code_id).where(*apart).distinct()).all():  # fmt: skip
        ids = select(MovedCoding.coding_id).where(*apart, MovedCoding.from_code_id == number)
        _recode(ids, number)
    db.session.flush()
    db.session.execute(delete(MovedCoding).where(MovedCoding.step_id == step.id))
    _check_unused(study.id, step)
    take_back(actor, study, step)
    return step


def _check_elsewhere(mine: Any) -> None:
    """Codings given another code since would be lost on the way."""
    query = (
        select(func.count())
        .select_from(MovedCoding)
        .join(Coding, Coding.id == MovedCoding.coding_id)
        .where(mine, Coding.code_id != MovedCoding.to_code_id)
    )
    if elsewhere := db.session.scalar(query):
        raise Refused(
            _l("%(num)d codages ont encore changé de code depuis : annulez d'abord ce qui a été fait ensuite.", num=elsewhere)
        )  # fmt: skip


def _check_unwritten(joined: Sequence[MovedCoding], codings: Mapping[int, Coding]) -> None:
    """Joined codings that somebody rewrote would lose those words."""
    last: dict[int, Any] = {}
    for one in joined:  # latest first: the last joining says how the coding was left
        last.setdefault(one.coding_id, (one.absorbed or {})["is"])
    rewritten = sum(_said(codings[number]) != said for number, said in last.items())
    if rewritten:
        raise Refused(
            _l("%(num)d codages réunis ont été réécrits depuis : l'annulation perdrait ces mots.", num=rewritten)
        )  # fmt: skip


def _part_again(one: MovedCoding, kept: Coding) -> None:
    assert one.absorbed is not None
    gone = dict(one.absorbed["gone"])
    for name, value in one.absorbed["was"].items():
        setattr(kept, name, value)
    example, lent, moves = gone.pop("example"), gone.pop("lent"), gone.pop("moves")
    back = Coding(
        passage_id=kept.passage_id, code_id=one.from_code_id, coder_id=kept.coder_id,
        **{**gone, "created_at": dt.datetime.fromisoformat(gone["created_at"])},
    )  # fmt: skip
    db.session.add(back)
    db.session.flush()
    for move in moves:
        if db.session.get(CodebookStep, move["step_id"]) is not None:
            db.session.add(MovedCoding(coding_id=back.id, **move))
    if example:
        _show(back.id, None)
    if lent:
        hide_example(kept)


def _check_unused(study_id: int, step: CodebookStep) -> None:
    """A code that the act made goes away with it: no coding may be lost."""
    added = book.added_by(step)
    query = (
        select(Code.key, func.count())
        .join(Coding, Coding.code_id == Code.id)
        .where(Code.study_id == study_id, Code.id.in_(added))
        .group_by(Code.key)
        .order_by(Code.key)
    )
    for key, count in db.session.execute(query):
        raise Refused(
            _l("%(key)s a %(num)d codages que l'annulation perdrait : fusionnez-le ou archivez-le plutôt.", key=key, num=count)
        )  # fmt: skip


# --- Examples ------------------------------------------------------------------------------


def show_example(actor: Account, coding: Coding) -> None:
    """Show a coding in the book as an example of its code."""
    count = (
        select(func.count())
        .select_from(CodeExample)
        .join(Coding, Coding.id == CodeExample.coding_id)
        .where(Coding.code_id == coding.code_id)
    )
    if (db.session.scalar(count) or 0) >= MOST_EXAMPLES:
        raise Refused(_l("Ce code a déjà %(max)d exemples : retirez-en un.", max=MOST_EXAMPLES))
    _show(coding.id, actor.id)


def _show(coding_id: int, account_id: int | None) -> None:
    made = insert_for(CodeExample).values(coding_id=coding_id, account_id=account_id)
    db.session.execute(made.on_conflict_do_nothing())


def hide_example(coding: Coding) -> None:
    """Show it no more; the coding stays."""
    db.session.execute(delete(CodeExample).where(CodeExample.coding_id == coding.id))


def propose_and_code(
    actor: Account, study: Study, document: Any, name: str, span: tuple[int, int],
    valence: int, memo: str, turns: Sequence[Any], questions: bool,
) -> Code:  # fmt: skip
    """A new code named by the words of a passage, put on that passage at once."""
    code = propose(actor, study, name)
    coding_operations.add(actor, document, *span, code, valence, memo, turns, questions)
    return code
