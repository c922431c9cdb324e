"""What happens to rounds: drawn, finished text by text, closed, settled into one signed version."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update

from feedback.accounts.models import Account
from feedback.accounts.operations import notify, record
from feedback.codebook.models import Code
from feedback.coding.double import queries
from feedback.coding.double.drawing import draw
from feedback.coding.double.models import Finished, Round, RoundCoder, RoundText
from feedback.coding.double.tree import under
from feedback.coding.models import Coding, Passage
from feedback.coding.operations import passage_at
from feedback.corpus.models import Document
from feedback.db import db, insert_for, new_public_id, utcnow
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study

LARGEST = 2_000  # texts of one round
STRATA = {"kind": "kind", "site": "site_id", "language": "language"}  # by the column that tells


def begin(
    actor: Account, study: Study, *, name: str, coders: Sequence[Account], size: int,
    strata: Sequence[str], kinds: Sequence[str], branch: str, coders_settle: bool,
    states: Sequence[str], seed: int | None = None, among: Collection[int] | None = None,
) -> Round:  # fmt: skip
    """Draw texts for a new round, of all or `among` some (row ids); the same seed draws the same."""
    if len(coders) < 2:
        raise Refused(
            _l("Il faut au moins deux personnes : c'est leur accord qu'on mesure."), "coders"
        )
    if not 1 <= size <= LARGEST:
        raise Refused(_l("Entre 1 et %(max)d textes.", max=LARGEST), "size")
    eligible = [
        one for one in queries.may_be_drawn(study, states)
        if (not kinds or one.kind in kinds) and (among is None or one.id in among)
    ]  # fmt: skip
    if not eligible:
        raise Refused(
            _l("Aucun texte à tirer : ils sont déjà dans un tirage, ou pas encore relus."), "size"
        )
    seed = secrets.randbelow(1_000_000) if seed is None else seed
    by = [column for one, column in STRATA.items() if one in strata]
    chosen = draw([(one.id, tuple(getattr(one, c) for c in by)) for one in eligible], size, seed)
    made = Round(
        study_id=study.id, name=normalise(name).strip(), branch=branch, seed=seed,
        strata=",".join(one for one in STRATA if one in strata), coders_settle=coders_settle,
        created_by=actor.id,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    db.session.add_all(RoundCoder(round_id=made.id, coder_id=one.id) for one in coders)
    db.session.add_all(RoundText(round_id=made.id, document_id=number) for number in chosen)
    db.session.flush()
    notify({one.id for one in coders}, "round", f"/double-codage/{made.public_id}")
    record(
        actor, "round.begun", f"study:{study.public_id}", round=made.public_id, texts=len(chosen),
        coders=len(coders), seed=seed,
    )  # fmt: skip
    return made


def finish(coder: Account, document: Document) -> None:
    """The coder has coded all there is to code: silence is now an answer."""
    _open_round(coder, document)
    kept = insert_for(Finished).values(document_id=document.id, coder_id=coder.id, at=utcnow())
    db.session.execute(kept.on_conflict_do_nothing())


def unfinish(coder: Account, document: Document) -> None:
    """The coder goes on, while the round is open and nobody has signed."""
    _open_round(coder, document)
    if not queries.is_hidden(document.id, coder.id):
        raise Refused(
            _l(
                "Tout le monde a fini ce texte : les codages ont été vus, on ne revient plus en arrière."
            )
        )
    done = Finished.__table__
    db.session.execute(
        delete(done).where(done.c.document_id == document.id, done.c.coder_id == coder.id)
    )


def _open_round(coder: Account, document: Document) -> Round:
    held = queries.of_text(document.id)
    if held is None or coder not in held[0].coders:
        raise Refused(_l("Ce texte n'est pas de ceux que vous codez en double."))
    if held[0].closed_at or held[1].signed_at:
        raise Refused(_l("Ce tirage est clos."))
    return held[0]


def close(actor: Account, found: Round) -> None:
    """End a round: nobody is blind any more; texts not finished stay missing."""
    if found.closed_at:
        raise Refused(_l("Ce tirage est déjà clos."))
    found.closed_at = utcnow()
    record(actor, "round.closed", f"round:{found.public_id}")


def reopen(actor: Account, found: Round) -> None:
    """Go on with a round; what was seen meanwhile stays seen, and the log says it was open."""
    found.closed_at = None
    record(actor, "round.reopened", f"round:{found.public_id}")


# --- One version agreed on ------------------------------------------------------------------


def may_settle(person: Account, found: Round, leads: bool) -> bool:
    """The study lead settles; the coders too where the lead has said so."""
    return leads or (found.coders_settle and person in found.coders)


def _settling(document: Document) -> RoundText:
    held = queries.of_text(document.id)
    if held is None:
        raise Refused(_l("Ce texte n'est dans aucun tirage."))
    found, text = held
    if text.signed_at:
        raise Refused(_l("Cette version est signée : rouvrez-la pour la changer."))
    finished = queries.finishers(document.id)
    if not found.closed_at and not {one.id for one in found.coders} <= finished:
        raise Refused(_l("Tout le monde n'a pas fini ce texte : attendez, ou fermez le tirage."))
    return text


def keep(actor: Account, document: Document, codings: Sequence[Coding]) -> int:
    """Take codings into the agreed version, as they are; those already there stay once."""
    _settling(document)
    there = {
        (one.passage_id, one.code_id) for one in queries.codings_in(document.id) if one.settled
    }
    taken = 0
    for one in codings:
        if (one.passage_id, one.code_id) in there:
            continue
        there.add((one.passage_id, one.code_id))
        db.session.add(
            Coding(
                passage_id=one.passage_id, code_id=one.code_id, coder_id=actor.id,
                valence=one.valence, memo=one.memo, settled=True, counts=False,
            )
        )  # fmt: skip
        taken += 1
    db.session.flush()
    return taken


def put(
    actor: Account, document: Document, start: int, end: int, code: Code | None, valence: int
) -> None:
    """Put a code of the settler's own into the agreed version."""
    _settling(document)
    if code is None or not code.codable or code.archived_at:
        raise Refused(_l("Choisissez un code."), "code")
    passage = passage_at(document.id, start, end)
    made = insert_for(Coding).values(
        public_id=new_public_id(), passage_id=passage, code_id=code.id, coder_id=actor.id,
        valence=valence, memo="", to_review=False, settled=True, counts=False, created_at=utcnow(),
    )  # fmt: skip
    db.session.execute(made.on_conflict_do_nothing())


def leave(document: Document, coding: Coding) -> None:
    """Take a coding out of the agreed version; the one it came from stays."""
    _settling(document)
    if not coding.settled:
        raise Refused(_l("Ce codage est celui d'une autre personne."))
    passage = coding.passage_id
    db.session.delete(coding)
    db.session.flush()
    _drop_if_bare(passage)


def _drop_if_bare(passage_id: int) -> None:
    held = select(Coding.id).where(Coding.passage_id == passage_id).limit(1)
    if db.session.scalar(held) is None:
        db.session.execute(delete(Passage).where(Passage.id == passage_id))


def sign(actor: Account, document: Document) -> None:
    """From now on the agreed version counts, for the codes of its round; the originals are kept."""
    text = _settling(document)
    text.signed_by, text.signed_at = actor.id, utcnow()
    _count(document, text.round_id, settled=True)
    record(actor, "round.signed", f"document:{document.public_id}")


def unsign(actor: Account, document: Document) -> None:
    """Open an agreed version again: everybody's codings count until it is signed anew."""
    held = queries.of_text(document.id)
    if held is None or not held[1].signed_at:
        raise Refused(_l("Cette version n'est pas signée."))
    held[1].signed_by = held[1].signed_at = None
    _count(document, held[0].id, settled=False)
    record(actor, "round.unsigned", f"document:{document.public_id}")


def _count(document: Document, round_id: int, settled: bool) -> None:
    """Let one of the two versions of a text's codings count; codes outside the round always do."""
    inside = select(Passage.id).where(Passage.document_id == document.id)
    branch = db.session.get_one(Round, round_id).branch
    compared = under(queries.codes_of(document.study_id), branch)
    codings: Any = Coding.__table__
    ours = (codings.c.passage_id.in_(inside), codings.c.code_id.in_(compared))
    db.session.execute(update(codings).where(*ours).values(counts=codings.c.settled == settled))
    db.session.expire_all()
