"""Reads about accounts, rights and the log."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterator

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload, lazyload

from feedback.accounts.acts import ACTS
from feedback.accounts.audit import START, seal
from feedback.accounts.models import (
    Account,
    AuditEntry,
    Grant,
    Notice,
    OneTimeLink,
    SignIn,
    SignInFailure,
)
from feedback.db import db, utcnow

FAILURES_KEPT = dt.timedelta(days=1)
MOST_ADDRESSES = 20_000  # counted at once; whoever wants the oldest forgotten types that many


def token_hash(token: str) -> str:
    """What the database keeps of a random token."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_email(email: str) -> Account | None:
    """The account of an address, whatever its case."""
    return db.session.scalar(select(Account).where(Account.email == email.strip().lower()))


def at_the_door(email: str) -> Account | None:
    """The account of an address, in one statement whether there is one or not."""
    wanted = select(Account).where(Account.email == email.strip().lower())
    return db.session.scalar(wanted.options(lazyload(Account.grants)))


def address_mac(key: str, email: str) -> str:
    """What the database keeps of an address somebody typed, whatever its case."""
    return hmac.new(key.encode(), email.strip().lower().encode(), "sha256").hexdigest()


def must_wait(mac: str) -> bool:
    """True while an address waits, after too many wrong passwords."""
    query = select(SignInFailure.locked_until).where(SignInFailure.address_mac == mac)
    until = db.session.scalar(query)
    return until is not None and until > utcnow()


def failures_to_forget(now: dt.datetime, most: int = MOST_ADDRESSES) -> dt.datetime | None:
    """Until when counts are to be forgotten: those of yesterday, the oldest beyond the most kept."""
    newest = select(SignInFailure.last_at).order_by(SignInFailure.last_at.desc())
    beyond = db.session.scalar(newest.offset(most).limit(1))
    until = max(now - FAILURES_KEPT, beyond) if beyond else now - FAILURES_KEPT
    left = select(SignInFailure.address_mac).where(SignInFailure.last_at <= until).limit(1)
    return until if db.session.scalar(left) else None


def by_public_id(public_id: str) -> Account | None:
    """The account of a public id."""
    return db.session.scalar(select(Account).where(Account.public_id == public_id))


def all_accounts() -> list[Account]:
    """Every account, by name."""
    return list(db.session.scalars(select(Account).order_by(Account.active.desc(), Account.name)))


def nobody_yet() -> bool:
    """True before the first administrator exists."""
    return db.session.scalar(select(Account.id).limit(1)) is None


# Asked at every page of the staff: made once, and all that a page needs to know in one statement
_SIGN_IN = (
    select(SignIn)
    .where(SignIn.token_hash == bindparam("hash"))
    .options(joinedload(SignIn.account).joinedload(Account.grants).joinedload(Grant.sites))
)


def sign_in_of(token: str, idle: dt.timedelta, longest: dt.timedelta) -> SignIn | None:
    """The live sign-in of a cookie's token, its account active."""
    given = {"hash": token_hash(token)}
    found = db.session.scalars(_SIGN_IN, given).unique().one_or_none()
    now = utcnow()
    if found is None or not found.account.active:
        return None
    alive = now - found.seen_at < idle and now - found.created_at < longest
    return found if alive else None


def live_link(token: str, kinds: tuple[str, ...]) -> OneTimeLink | None:
    """The unused, unexpired link of a token."""
    link = db.session.scalar(
        select(OneTimeLink).where(
            OneTimeLink.token_hash == token_hash(token), OneTimeLink.kind.in_(kinds)
        )
    )
    return link if link and link.used_at is None and link.expires_at > utcnow() else None


def allowed_studies(account: Account, act: str) -> set[int] | None:
    """Ids of the studies where the account may do the act; None: in all of them."""
    if account.house_roles & ACTS[act]:
        return None
    return {g.study_id for g in account.grants if g.study_id and g.role in ACTS[act]}


def allowed_sites(account: Account, act: str, study_id: int) -> set[int] | None:
    """Ids of the sites to which the act is limited in a study; None: no limit."""
    grants = [g for g in account.grants if g.study_id == study_id and g.role in ACTS[act]]
    if account.house_roles & ACTS[act] or any(not g.site_ids for g in grants):
        return None
    return set().union(*(g.site_ids for g in grants))


def holders(study_id: int, role: str) -> list[Account]:
    """Active accounts holding a role in a study."""
    query = select(Account).join(Grant).where(Grant.study_id == study_id, Grant.role == role)
    return list(db.session.scalars(query.where(Account.active).order_by(Account.name)))


def unread(account: Account) -> int:
    """Number of notices not read yet."""
    query = select(func.count()).select_from(Notice)
    return db.session.scalar(
        query.where(Notice.account_id == account.id, Notice.read_at.is_(None))
    ) or 0  # fmt: skip


def notices(account: Account, limit: int = 50) -> list[Notice]:
    """Latest notices of a person."""
    query = select(Notice).where(Notice.account_id == account.id)
    return list(db.session.scalars(query.order_by(Notice.id.desc()).limit(limit)))


def log_page(before: int | None = None, limit: int = 50) -> list[AuditEntry]:
    """Entries of the audit log, newest first, before an id."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    return list(db.session.scalars(query.where(AuditEntry.id < before) if before else query))


def history_of(object_: str) -> list[AuditEntry]:
    """Log entries about one thing, newest first."""
    query = select(AuditEntry).where(AuditEntry.object == object_)
    return list(db.session.scalars(query.order_by(AuditEntry.id.desc()).limit(50)))


def names_of(public_ids: set[str]) -> dict[str, str]:
    """Names to show for the actors of log entries."""
    query = select(Account.public_id, Account.name).where(Account.public_id.in_(public_ids))
    return dict(db.session.execute(query).all())


def broken_seals() -> Iterator[int]:
    """Ids of the entries whose seal does not hold, reading the whole chain."""
    previous = START
    for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).yield_per(500):
        expected = seal(previous, entry.at, entry.actor, entry.act, entry.object, entry.detail)
        if entry.previous != previous or entry.seal != expected:
            yield entry.id
        previous = entry.seal
