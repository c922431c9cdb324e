"""What happens to accounts. Each act is written to the audit log."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, text, update

from feedback.accounts import passwords, queries
from feedback.accounts.acts import HOUSE_ROLES, SITE_ROLES, STUDY_ROLES
from feedback.accounts.audit import START, seal
from feedback.accounts.models import (
    Account,
    AuditEntry,
    Grant,
    GrantSite,
    Notice,
    OneTimeLink,
    SignIn,
    SignInFailure,
)
from feedback.db import db, insert_for, utcnow
from feedback.errors import Refused

FREE_ATTEMPTS = 5
LONGEST_DELAY = dt.timedelta(minutes=30)
LOG_LOCK = 7_204_001  # PostgreSQL advisory lock: one writer at the end of the chain


def record(actor: Account | None, act: str, object_: str = "", **detail: Any) -> AuditEntry:
    """Append to the audit log; `detail` must hold no personal text."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOG_LOCK})
    last = select(AuditEntry.seal).order_by(AuditEntry.id.desc()).limit(1)
    previous = db.session.scalar(last) or START
    at = utcnow().replace(microsecond=0)
    who = actor.public_id if actor else ""
    entry = AuditEntry(
        at=at, actor=who, act=act, object=object_, detail=detail, previous=previous,
        seal=seal(previous, at, who, act, object_, detail),
    )  # fmt: skip
    db.session.add(entry)
    db.session.flush()
    return entry


def create_account(
    actor: Account | None, email: str, name: str, language: str = "fr", demonstration: bool = False
) -> Account:
    """A new account, without password: an invitation link lets the person choose it."""
    if queries.by_email(email):
        raise Refused(_l("Cette adresse a déjà un compte."), "email")
    account = Account(
        email=email.strip().lower(), name=name.strip(), language=language,
        demonstration=demonstration,
    )  # fmt: skip
    db.session.add(account)
    db.session.flush()
    record(actor, "account.created", f"account:{account.public_id}")
    return account


def change_account(
    actor: Account, account: Account, *, email: str, name: str, language: str,
    house_roles: set[str],
) -> None:  # fmt: skip
    """Change name, address, language and house roles."""
    same = queries.by_email(email)
    if same is not None and same.id != account.id:
        raise Refused(_l("Cette adresse a déjà un compte."), "email")
    account.name, account.language = name.strip(), language
    account.email = email.strip().lower()
    for grant in [g for g in account.grants if not g.study_id and g.role not in house_roles]:
        withdraw_role(actor, grant)
    for role in sorted(house_roles - account.house_roles):
        grant_role(actor, account, role)
    record(actor, "account.changed", f"account:{account.public_id}")


def make_link(
    actor: Account | None, kind: str, account: Account | None, lasts: dt.timedelta
) -> str:
    """A one-time link's token; earlier unused links of the same kind stop working."""
    mine = OneTimeLink.account_id == account.id if account else OneTimeLink.account_id.is_(None)
    db.session.execute(
        update(OneTimeLink)
        .where(mine, OneTimeLink.kind == kind, OneTimeLink.used_at.is_(None))
        .values(used_at=utcnow())
    )
    token = secrets.token_urlsafe(24)
    db.session.add(
        OneTimeLink(
            kind=kind, account_id=account.id if account else None,
            token_hash=queries.token_hash(token), expires_at=utcnow() + lasts,
        )
    )  # fmt: skip
    if account:
        record(actor, f"account.{kind}_link", f"account:{account.public_id}")
    db.session.flush()
    return token


def set_password(account: Account, password: str) -> None:
    """Choose a password; every open sign-in of the account ends."""
    if len(password) > 200:
        raise Refused(_l("200 caractères au plus."), "password")
    if not passwords.strong(password, [account.email, account.name, "vive voix"]):
        raise Refused(
            _l(
                "Mot de passe trop facile à deviner. Prenez au moins 12 caractères : "
                "par exemple quatre mots qui n'ont rien à voir entre eux."
            ),
            "password",
        )
    account.password_hash = passwords.hashed(password)
    sign_out_everywhere(account)
    record(account, "account.password_set", f"account:{account.public_id}")


def use_link(link: OneTimeLink, password: str) -> Account:
    """Spend an invitation or reset link to choose a password."""
    account = db.session.get_one(Account, link.account_id)
    set_password(account, password)
    link.used_at = utcnow()
    return account


def first_administrator(link: OneTimeLink, email: str, name: str, password: str) -> Account:
    """Spend the first-run link: the administrator of an empty house."""
    if not queries.nobody_yet():
        raise Refused(_l("Cette maison a déjà un compte d'administration."))
    account = create_account(None, email, name)
    set_password(account, password)
    grant_role(account, account, "administrator")
    link.used_at = utcnow()
    return account


def delay_after(failures: int) -> dt.timedelta:
    """How long an address waits after so many failures in a row."""
    beyond = min(failures - FREE_ATTEMPTS, 20)  # far past the longest, yet a number that fits
    return (
        dt.timedelta(0) if beyond < 0 else min(dt.timedelta(seconds=15 * 2**beyond), LONGEST_DELAY)
    )


def note_failure(address_mac: str, account: str) -> None:
    """Count a wrong password; past a few, the address waits longer each time.

    `account` is the public id of the account that has the address, if one has.
    An address nobody has is counted, made to wait and logged all the same: neither the answer
    nor the time it takes tells them apart.
    """
    now = utcnow()
    made = insert_for(SignInFailure).values(address_mac=address_mac, failures=1, last_at=now)
    again = {"failures": SignInFailure.failures + 1, "last_at": now}
    counted = made.on_conflict_do_update(index_elements=["address_mac"], set_=again)
    failures = db.session.scalar(counted.returning(SignInFailure.failures)) or 1
    if delay := delay_after(failures):
        mine = update(SignInFailure).where(SignInFailure.address_mac == address_mac)
        db.session.execute(mine.values(locked_until=now + delay))
        known = f"account:{account}" if account else ""
        record(None, "account.sign_in_failed", known, failures=failures)


def forget_failures(address_mac: str) -> None:
    """The right password was typed, or a new one chosen: the count begins again."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.address_mac == address_mac))


def purge_failures(until: dt.datetime) -> None:
    """Forget the counts not touched since."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.last_at <= until))


def sign_in(account: Account, address_mac: str = "") -> str:
    """Open a staff session, failures forgotten; returns the cookie's token."""
    forget_failures(address_mac)
    token = secrets.token_urlsafe(32)
    db.session.add(SignIn(token_hash=queries.token_hash(token), account_id=account.id))
    record(account, "account.signed_in", f"account:{account.public_id}")
    return token


def sign_out(sign_in_id: int) -> None:
    """End one staff session."""
    db.session.execute(delete(SignIn).where(SignIn.id == sign_in_id))


def sign_out_everywhere(account: Account) -> None:
    """End every staff session of the account."""
    db.session.execute(delete(SignIn).where(SignIn.account_id == account.id))
    record(account, "account.signed_out_everywhere", f"account:{account.public_id}")


def grant_role(
    actor: Account | None, account: Account, role: str, study_id: int | None = None,
    sites: set[int] | None = None,
) -> Grant:  # fmt: skip
    """Give a role; the same role given again replaces its sites."""
    if (study_id is None) != (role in HOUSE_ROLES) or role not in (*HOUSE_ROLES, *STUDY_ROLES):
        raise Refused(_l("Ce rôle ne se donne pas ici."), "role")
    grant = next((g for g in account.grants if (g.role, g.study_id) == (role, study_id)), None)
    if grant is None:
        grant = Grant(role=role, study_id=study_id)
        account.grants.append(grant)
    limited = (sites or set()) if role in SITE_ROLES else set()
    grant.sites = [GrantSite(site_id=s) for s in sorted(limited)]
    db.session.flush()
    record(actor, "role.granted", f"account:{account.public_id}", role=role, study=study_id)
    return grant


def withdraw_role(actor: Account | None, grant: Grant) -> None:
    """Take a role away; the house always keeps one active administrator."""
    if grant.role == "administrator":
        keep_one_administrator(grant.account)
    account = grant.account
    account.grants.remove(grant)
    db.session.flush()
    record(
        actor, "role.withdrawn", f"account:{account.public_id}",
        role=grant.role, study=grant.study_id,
    )  # fmt: skip


def keep_one_administrator(leaving: Account) -> None:
    """Refuse when no other active administrator would remain."""
    others = (
        select(Account.id).join(Grant)
        .where(Grant.role == "administrator", Account.active, Account.id != leaving.id)
    )  # fmt: skip
    if db.session.scalar(others.limit(1)) is None:
        raise Refused(
            _l("C'est le dernier compte d'administration : donnez d'abord ce rôle à quelqu'un.")
        )


def deactivate(actor: Account, account: Account) -> None:
    """Close an account; what the person did keeps their name."""
    if "administrator" in account.house_roles:
        keep_one_administrator(account)
    account.active = False
    sign_out_everywhere(account)
    record(actor, "account.deactivated", f"account:{account.public_id}")


def reactivate(actor: Account, account: Account) -> None:
    """Open a closed account again."""
    account.active = True
    record(actor, "account.reactivated", f"account:{account.public_id}")


def joined_sites(held: Grant | None, given: Grant) -> set[int]:
    """Sites of a role held and handed over: both; a role without limit stays without."""
    if held is None:
        return given.site_ids
    both = held.site_ids and given.site_ids
    return held.site_ids | given.site_ids if both else set()


def hand_over(actor: Account, leaving: Account, taker: Account) -> int:
    """Give every study role of one account to another; returns how many."""
    if leaving.id == taker.id or not taker.active:
        raise Refused(_l("Choisissez une autre personne, dont le compte est ouvert."), "taker")
    grants = [g for g in leaving.grants if g.study_id]
    for grant in grants:
        held = next(
            (g for g in taker.grants if (g.role, g.study_id) == (grant.role, grant.study_id)), None
        )
        grant_role(actor, taker, grant.role, grant.study_id, joined_sites(held, grant))
        withdraw_role(actor, grant)
    record(
        actor, "account.handed_over", f"account:{leaving.public_id}", to=taker.public_id,
        roles=len(grants),
    )  # fmt: skip
    return len(grants)


def notify(account_ids: set[int], kind: str, address: str = "", **params: Any) -> None:
    """Leave a notice to people; `params` must hold no personal text."""
    db.session.add_all(
        Notice(account_id=i, kind=kind, address=address, params=params) for i in sorted(account_ids)
    )
    db.session.flush()


def read_notices(account: Account) -> None:
    """Mark a person's notices as read."""
    mine = Notice.account_id == account.id, Notice.read_at.is_(None)
    db.session.execute(update(Notice).where(*mine).values(read_at=utcnow()))
