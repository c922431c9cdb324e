"""Accounts, roles, sign-ins, one-time links, notices, and the audit log."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.accounts.acts import HOUSE_ROLES
from feedback.db import Public, db, utcnow


class Account(Public, db.Model):
    """A person of the staff."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(5), default="fr")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    grants: Mapped[list[Grant]] = relationship(
        back_populates="account", cascade="all, delete-orphan", lazy="selectin"
    )

    def roles(self, study_id: int | None = None) -> set[str]:
        """Roles held: house roles, and those in the study (or in any, without study)."""
        return {
            grant.role
            for grant in self.grants
            if grant.study_id is None or study_id is None or grant.study_id == study_id
        }

    @property
    def house_roles(self) -> set[str]:
        """Roles over the whole house."""
        return {g.role for g in self.grants if g.role in HOUSE_ROLES}


class Grant(db.Model):
    """A role held by an account: in one study, or over the whole house (no study)."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("account_id", "study_id", "role"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    study_id: Mapped[int | None] = mapped_column(
        ForeignKey("study.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str] = mapped_column(String(20))
    account: Mapped[Account] = relationship(back_populates="grants")
    sites: Mapped[list[GrantSite]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @property
    def site_ids(self) -> set[int]:
        """Sites the role is limited to; empty: all of the study's."""
        return {s.site_id for s in self.sites}


class GrantSite(db.Model):
    """A site to which a role is limited."""

    __tablename__ = "role_grant_site"
    grant_id: Mapped[int] = mapped_column(
        ForeignKey("role_grant.id", ondelete="CASCADE"), primary_key=True
    )
    site_id: Mapped[int] = mapped_column(
        ForeignKey("site.id", ondelete="CASCADE"), primary_key=True
    )


class SignIn(db.Model):
    """A staff session: the cookie holds the token, the database only its hash."""

    __tablename__ = "sign_in"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    created_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    seen_at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    account: Mapped[Account] = relationship(lazy="joined")


class SignInFailure(db.Model):
    """Wrong passwords in a row for an address somebody typed, whether it has an account or not.

    The address itself is not kept: only a keyed hash of it, and that for a day.
    """

    __tablename__ = "sign_in_failure"
    address_mac: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[dt.datetime] = mapped_column(index=True)
    locked_until: Mapped[dt.datetime | None]


class OneTimeLink(db.Model):
    """An invitation or reset link, valid once and for some days."""

    __tablename__ = "one_time_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(20))  # first_run, invitation, reset
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    expires_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime | None]


class Notice(db.Model):
    """Something a person should see: kind and parameters, worded when shown."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_account_id_read_at", "account_id", "read_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(30))
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    address: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[dt.datetime] = mapped_column(default=utcnow)
    read_at: Mapped[dt.datetime | None]


class AuditEntry(db.Model):
    """Who did what to what: append-only, each entry sealed with the one before."""

    __tablename__ = "audit_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]
    actor: Mapped[str] = mapped_column(String(10), default="")  # public id; kept after a deletion
    act: Mapped[str] = mapped_column(String(60))
    object: Mapped[str] = mapped_column(String(80), default="", index=True)
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    previous: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64), unique=True)


@event.listens_for(AuditEntry, "before_update")
@event.listens_for(AuditEntry, "before_delete")
def _never(mapper: Any, connection: Any, entry: AuditEntry) -> None:
    raise RuntimeError("the audit log is append-only")
