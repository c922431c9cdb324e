"""Commands about accounts, for whoever holds the machine."""

from __future__ import annotations

import datetime as dt

import click
from flask.cli import AppGroup

from feedback.accounts import operations, queries
from feedback.db import writing

group = AppGroup("accounts", help="Accounts and the audit log.")


@group.command("first-run")
def first_run() -> None:
    """Print the one-time address that creates the first administrator."""
    if not queries.nobody_yet():
        raise click.ClickException("this house already has accounts")
    with writing():
        token = operations.make_link(None, "first_run", None, dt.timedelta(days=7))
    click.echo(f"/premiere-fois/{token}")


@group.command("reset")
@click.argument("email")
def reset(email: str) -> None:
    """Print a one-time address to choose a new password (the last administrator's way back)."""
    account = queries.by_email(email)
    if account is None:
        raise click.ClickException("no such account")
    with writing():
        token = operations.make_link(None, "reset", account, dt.timedelta(days=1))
        account.active = True
    click.echo(f"/mot-de-passe/{token}")


@group.command("verify-log")
def verify_log() -> None:
    """Check every seal of the audit log; exit 1 at the first broken one."""
    broken = next(queries.broken_seals(), None)
    if broken is not None:
        raise click.ClickException(f"broken seal at entry {broken}")
    click.echo("audit log intact")
