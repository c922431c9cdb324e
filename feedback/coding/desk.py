"""What the pages of coding share."""

from __future__ import annotations

from typing import Any

from flask import current_app

from feedback.accounts.access import account
from feedback.accounts.acts import may
from feedback.coding.lists.queries import assigned_count
from feedback.corpus.states import codable
from feedback.studies.models import Study


def states() -> tuple[str, ...]:
    """States in which texts may be coded in this house."""
    return codable(bool(current_app.config["TWO_READERS"]))


def tabs(found: Study) -> dict[str, Any]:
    """What the row of tabs needs to know."""
    return {
        "assigned": assigned_count(account(), found, states()),
        "leads": may(account().roles(found.id), "edit_codebook"),
    }
