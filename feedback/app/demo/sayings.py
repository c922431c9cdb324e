"""The invented paroles, left by link or typed in after a workshop."""

from __future__ import annotations

import datetime as dt
from random import Random
from uuid import UUID

from feedback.accounts.models import Account
from feedback.app.demo.stories import Parole
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of
from feedback.paroles import operations
from feedback.paroles.intake import Where, read
from feedback.studies.models import Study


def leave(
    lead: Account, study: Study, sheet: Instrument, paroles: tuple[Parole, ...], last: dt.date,
    receipts: str, withdrawals: str,
) -> None:  # fmt: skip
    """Open the link of the study and leave every parole."""
    version, random = sheet.versions[0], Random(17)
    link = operations.open_link(lead, study, sheet)
    for number, parole in enumerate(paroles):
        by_link = parole.context == "formulaire"
        where = Where(
            study.id, sheet.id, version.id, "lien" if by_link else "saisie",
            link.source if by_link else f"account:{lead.public_id}",
        )  # fmt: skip
        day = last - dt.timedelta(days=9 * (len(paroles) - number))
        uuid = str(UUID(int=random.getrandbits(128), version=4))
        ready, problems = read(
            definition_of(version), _sheet(parole, day), where, uuid, "fr", day, "am"
        )
        if problems:
            raise ValueError(f"{parole.text[:30]}: {[p.message() for p in problems]}")
        operations.keep(ready, key=receipts, withdrawal_key=withdrawals, actor=lead)


def _sheet(parole: Parole, day: dt.date) -> dict[str, str]:
    """The sheet as its author would fill it in."""
    filled = {
        "type_parole": parole.kind, "fonction": parole.job, "service": parole.service,
        "contexte": parole.context, "reference": parole.reference, "theme": parole.theme,
        "parole": parole.text, "sans_personne": "oui", "question_ouverte": parole.question,
        "diffusion": parole.use, "nom_cite": parole.name,
        "relecture": "oui" if parole.review else "non",
        "date_parole__day": str(day.day), "date_parole__month": str(day.month),
        "date_parole__year": str(day.year),
    }  # fmt: skip
    return {name: value for name, value in filled.items() if value}
