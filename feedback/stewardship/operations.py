"""A withdrawal code, whatever it opens: an interview or a parole."""

from __future__ import annotations

from feedback.journeys import operations as journeys
from feedback.journeys import queries as interviews
from feedback.journeys.models import Interview
from feedback.paroles import operations as paroles_operations
from feedback.paroles import queries as paroles
from feedback.paroles.models import Parole
from feedback.responses.withdrawal_codes import code_mac

Said = Interview | Parole


def found(key: str, code: str) -> Said | None:
    """What the code belongs to.

    Looked up by a keyed hash, in both rooms whatever the first answers: the time taken says
    nothing of the code.
    """
    mac = code_mac(key, code) or ""
    interview, parole = interviews.by_code_mac(mac), paroles.by_code_mac(mac)
    return interview or parole


def withdraw(said: Said) -> None:
    """Erase it."""
    if isinstance(said, Interview):
        journeys.withdraw(said)
    else:
        paroles_operations.withdraw(said)
