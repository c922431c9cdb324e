"""Commands about responses."""

from __future__ import annotations

import datetime as dt

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import select

from feedback.db import db, utcnow, writing
from feedback.instruments.models import Version
from feedback.responses import operations

group = AppGroup("responses", help="Responses, their traces and their tally.")


@group.command("rebuild-tally")
def rebuild_tally() -> None:
    """Count every response again."""
    ids = list(db.session.scalars(select(Version.id).where(Version.status != "draft")))
    with writing():
        operations.rebuild_tally(ids)
    click.echo(f"{len(ids)} versions counted again")


@group.command("purge-traces")
def purge_traces() -> None:
    """Forget device and exact time of receipts older than FEEDBACK_TRACE_DAYS."""
    limit = utcnow() - dt.timedelta(days=current_app.config["TRACE_DAYS"])
    with writing():
        count = operations.purge_traces(limit)
    click.echo(f"{count} traces forgotten")
