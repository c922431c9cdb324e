"""What happens to a round: drawn, closed, discarded; texts finished, taken up again, followed."""

from __future__ import annotations

import math
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update

from feedback.accounts.models import Account
from feedback.accounts.operations import notify, record
from feedback.codebook.models import Code
from feedback.coding.double import queries
from feedback.coding.double.drawing import TooFew, draw
from feedback.coding.double.models import Finished, Round, RoundText
from feedback.corpus.models import Document
from feedback.corpus.moderation.words import KINDS
from feedback.corpus.states import READABLE
from feedback.db import db, utcnow
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study

STRATA = ("kind", "site", "language")
MOST = 2_000


@dataclass(frozen=True)
class Wish:
    """A round as the lead wants it: `share` in percent, used where `size` is none."""

    name: str
    coders: Sequence[Account]
    size: int | None = None
    share: int | None = None
    strata: Collection[str] = ()
    kinds: Sequence[str] = tuple(KINDS)
    branch: Code | None = None
    settler: Account | None = None
    seed: str = ""


def make(
    actor: Account, study: Study, wish: Wish, states: Sequence[str],
    among: Collection[int] | None = None,
) -> Round:  # fmt: skip
    """Draw a round, among some texts (row ids) or all that may be; its coders are told."""
    name = normalise(wish.name).strip()
    seed = normalise(wish.seed).strip() or str(secrets.randbelow(10**6))
    _check(study, wish, name, seed)
    codes = _branch(study, wish.branch)
    drawn, there = _draw(study, wish, seed, states, among)
    strata = [one for one in STRATA if one in wish.strata]
    round_ = Round(
        study_id=study.id, name=name, seed=seed, whole=wish.branch is None, codes=codes,
        branch=wish.branch.key if wish.branch else "", created_by=actor.id,
        settler_id=wish.settler.id if wish.settler else None, coders=list(wish.coders),
        drawing={"strata": strata, "kinds": list(wish.kinds), "there": there, "drawn": len(drawn)},
    )  # fmt: skip
    db.session.add(round_)
    db.session.flush()
    for position, (document_id, stratum) in enumerate(drawn, start=1):
        db.session.add(
            RoundText(
                round_id=round_.id, document_id=document_id, position=position,
                stratum=" · ".join(stratum)[:200],
            )
        )  # fmt: skip
    db.session.flush()
    _tell(actor, round_, "double_drawn")
    record(
        actor, "double.drawn", f"study:{study.public_id}", round=round_.public_id, seed=seed,
        texts=len(drawn), coders=[c.public_id for c in wish.coders],
    )  # fmt: skip
    return round_


def _check(study: Study, wish: Wish, name: str, seed: str) -> None:
    if not name:
        raise Refused(_l("Donnez un nom à la série."), "name")
    if len({coder.id for coder in wish.coders}) < 2:
        raise Refused(_l("Il faut au moins deux personnes qui codent."), "coders")
    if len(seed) > 20:
        raise Refused(_l("%(max)d caractères au plus.", max=20), "seed")
    if not wish.kinds or not set(wish.kinds) <= set(KINDS):
        raise Refused(_l("Choisissez au moins une nature de texte."), "kinds")
    if not set(wish.strata) <= set(STRATA):
        raise Refused(_l("Choisissez dans la liste."), "strata")
    if wish.settler and wish.settler.id not in {coder.id for coder in wish.coders}:
        raise Refused(_l("Choisissez quelqu'un qui code dans cette série."), "settler")


def _branch(study: Study, heading: Code | None) -> list[Code]:
    """The codes under a heading, itself included, that may be put on a passage; none for all."""
    query = select(Code).where(Code.study_id == study.id, Code.archived_at.is_(None))
    every = list(db.session.scalars(query))
    if not any(code.codable for code in every):
        raise Refused(_l("Cette étude n'a pas encore de livre de codes."), "branch")
    if heading is None:
        return []
    inside = {heading.id}
    while more := {c.id for c in every if c.parent_id in inside} - inside:
        inside |= more
    found = [code for code in every if code.id in inside and code.codable]
    if not found:
        raise Refused(_l("Aucun code de cette branche ne se met sur un passage."), "branch")
    return found


def _draw(
    study: Study, wish: Wish, seed: str, states: Sequence[str], among: Collection[int] | None
) -> tuple[list[tuple[int, tuple[str, ...]]], int]:
    sites = {site.id: site.name for site in study.sites}
    found = [
        (number, _stratum(wish.strata, kind, sites.get(site or 0, "–"), language))
        for number, kind, site, language in queries.candidates(study, states, wish.kinds)
        if among is None or number in among
    ]
    size, field = wish.size, "size"
    if size is None:
        size, field = math.ceil(len(found) * (wish.share or 0) / 100), "share"
    if not found:
        raise Refused(
            _l("Aucun texte à tirer : un texte se tire une fois relu, et dans une seule série."),
            field,
        )
    if size > MOST:
        raise Refused(_l("%(max)d textes au plus dans une série.", max=MOST), field)
    try:
        return draw(found, size, seed), len(found)
    except TooFew as few:
        if few.asked > few.there:
            raise Refused(
                _l("Il n'y a que %(there)d textes à tirer.", there=few.there), field
            ) from few
        raise Refused(
            _l("Il faut au moins un texte par strate : %(strata)d ici.", strata=few.strata), field
        ) from few


def _stratum(wanted: Collection[str], kind: str, site: str, language: str) -> tuple[str, ...]:
    values = {"kind": kind, "site": site, "language": language}
    return tuple(values[name] for name in STRATA if name in wanted)


def _tell(actor: Account, round_: Round, kind: str) -> None:
    people = {coder.id for coder in round_.coders} - {actor.id}
    notify(people, kind, f"/series-de-codage/{round_.public_id}")


def close(actor: Account, round_: Round) -> None:
    """Close a round: its coders see one another's codings, and no text is finished any more."""
    if round_.closed_at is not None:
        raise Refused(_l("Cette série est déjà close."))
    round_.closed_at = utcnow()
    db.session.flush()
    _tell(actor, round_, "double_closed")
    record(actor, "double.closed", f"study:{_study(round_)}", round=round_.public_id)


def choose_settler(actor: Account, round_: Round, coder: Account | None) -> None:
    """Say which of the coders may settle beside the lead; nobody, with None."""
    if coder is not None and not queries.is_coder(coder, round_):
        raise Refused(_l("Choisissez quelqu'un qui code dans cette série."), "settler")
    round_.settler_id = coder.id if coder else None
    db.session.flush()
    record(
        actor, "double.settler", f"study:{_study(round_)}", round=round_.public_id,
        settler=coder.public_id if coder else None,
    )  # fmt: skip


def discard(actor: Account, round_: Round) -> None:
    """Take back a round in which nothing is finished: its texts may be drawn again."""
    if round_.closed_at is not None or queries.finished(round_):
        raise Refused(_l("Des textes de cette série sont finis : fermez-la plutôt."))
    number, public_id, study = round_.id, round_.public_id, _study(round_)
    db.session.expunge(round_)
    db.session.execute(delete(Round).where(Round.id == number))
    record(actor, "double.discarded", f"study:{study}", round=public_id)


def _study(round_: Round) -> str:
    return db.session.get_one(Study, round_.study_id).public_id


# --- Texts finished -------------------------------------------------------------------------


def finish(coder: Account, text: RoundText, knowing: bool = True) -> bool:
    """A coder has finished a text; True when this was the last of all, which closes the round.

    `knowing`: the coder was told so; else the last of all is refused, to be said again.
    """
    round_ = _open(text)
    if not queries.is_coder(coder, round_):
        raise Refused(_l("Ce texte n'est pas dans une de vos séries."))
    if db.session.get(Finished, (text.id, coder.id)) is None:
        db.session.add(Finished(text_id=text.id, coder_id=coder.id))
        db.session.flush()
    if not is_complete(round_):
        return False
    if not knowing:
        raise Refused(
            _l(
                "Entre-temps les autres ont tout fini : c'est le dernier texte de la série. Dites-le encore pour la clore."
            )
        )
    close(coder, round_)
    return True


def is_complete(round_: Round) -> bool:
    """True when every coder still there has finished every text still there."""
    somebody = queries.active_coders(round_) and queries.text_ids(round_)
    return bool(somebody) and not queries.left(round_)


def is_last(coder: Account, text: RoundText) -> bool:
    """True when finishing this text would close the round."""
    return queries.left(text.round) == {(text.id, coder.id)}


def take_up(coder: Account, text: RoundText) -> None:
    """A text said finished is not, after all."""
    _open(text)
    found = db.session.get(Finished, (text.id, coder.id))
    if found is not None:
        db.session.delete(found)
        db.session.flush()


def _open(text: RoundText) -> Round:
    round_ = db.session.get_one(Round, text.round_id)
    if round_.closed_at is not None:
        raise Refused(
            _l("Cette série est close : ses textes ne se finissent ni ne se reprennent plus.")
        )
    if text.replaced or text.document.state not in READABLE:
        raise Refused(_l("Ce texte est sorti de la série."))
    return round_


def refuse_finished(coder_id: int, document_id: int, code_id: int) -> None:
    """What a coder has said finished no longer moves: the agreement is about that."""
    if queries.is_finished(coder_id, document_id, code_id):
        raise Refused(
            _l("Vous avez fini ce texte : vos codages ne bougent plus. Tant que la série est ouverte, « Reprendre ce texte » le rouvre."),
            "passage",
        )  # fmt: skip


def follow(older: Document, newer: Document) -> None:
    """A newer text takes an older one's place: it leaves the round, and stays as hidden as it was."""
    db.session.execute(
        update(RoundText)
        .where(RoundText.document_id == older.id)
        .values(document_id=newer.id, replaced=True)
    )
