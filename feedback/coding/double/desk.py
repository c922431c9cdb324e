"""What the views of double coding share."""

from __future__ import annotations

from feedback.accounts.access import account
from feedback.accounts.acts import may as roles_may
from feedback.coding.double import queries
from feedback.coding.double.models import Round
from feedback.errors import NotAllowed


def leads(study_id: int) -> bool:
    """Does the person lead the study?"""
    return roles_may(account().roles(study_id), "edit_codebook")


def round_page(public_id: str) -> Round:
    """A round the person leads or codes in, or NotAllowed."""
    found = queries.round_of(account(), "code", public_id)
    if not leads(found.study_id) and account() not in found.coders:
        raise NotAllowed
    return found


def open_to(found: Round) -> bool:
    """May the person see how the coders compare? The lead who does not code always may."""
    if account() not in found.coders:
        return True
    return bool(found.closed_at) or queries.progress(found).all_finished
