"""What happens to printed codes: demanded, made, spent by an answer, cancelled."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.db import db
from feedback.kiosk.models import SurveyLink
from feedback.kiosk.slips.codes import draw, kept
from feedback.kiosk.slips.models import CANCELLED, SPENT, UNUSED, Slip
from feedback.responses.queries import is_handed_in

WRONG, USED, WAIT = "code_wrong", "code_used", "code_wait"  # words that say why


class BadCode(Exception):
    """An answer without a code that serves; `args[0]` is the word that says why."""


def demand(actor: Account, link: SurveyLink, asks_code: bool) -> None:
    """From now on the link asks for a code, or no longer does."""
    link.asks_code = asks_code
    record(actor, "link.codes" if asks_code else "link.no_codes", f"link:{link.public_id}")


def make(actor: Account, link: SurveyLink, count: int, key: str) -> list[str]:
    """New codes, told once; the database keeps only their hashes."""
    codes = draw(count)
    rows = [{"link_id": link.id, "code_mac": kept(key, one), "state": UNUSED} for one in codes]
    rows.sort(key=lambda row: str(row["code_mac"]))  # their order tells nothing of the sheet
    db.session.execute(insert(Slip), rows)
    record(actor, "slips.made", f"link:{link.public_id}", count=count)
    return codes


def cancel_unused(actor: Account, link: SurveyLink) -> int:
    """Slips lost or thrown away: their codes open nothing more; returns how many."""
    mine = update(Slip).where(Slip.link_id == link.id, Slip.state == UNUSED)
    gone = db.session.scalars(mine.values(state=CANCELLED).returning(Slip.id)).all()
    record(actor, "slips.cancelled", f"link:{link.public_id}", count=len(gone))
    return len(gone)


def spend(place: str, code: str, key: str, uuid: str) -> None:
    """Use a code up with the answer of this id; raises `BadCode`.

    An answer handed in before needs none, nor does the same one sent twice at once.
    """
    if is_handed_in(uuid):
        return
    link_id = select(SurveyLink.id).where(SurveyLink.public_id == place).scalar_subquery()
    mine = (Slip.link_id == link_id, Slip.code_mac == kept(key, code))
    taken = update(Slip).where(*mine, Slip.state == UNUSED).values(state=SPENT).returning(Slip.id)
    done = db.session.execute(taken.execution_options(synchronize_session=False)).first()
    if done or is_handed_in(uuid):
        return
    raise BadCode(USED if db.session.scalar(select(Slip.id).where(*mine)) else WRONG)
