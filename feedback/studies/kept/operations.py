"""What happens to kept views: kept, shared or no longer, forgotten."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.db import db
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.kept.models import KeptView
from feedback.studies.models import Study

LONGEST_NAME, MOST, LONGEST_VALUE = 80, 50, 60


def keep(
    actor: Account, study: Study, name: str, page: str, of: str, address: Mapping[str, str],
    shared: bool,
) -> KeptView:  # fmt: skip
    """Keep a view; the same name again replaces the person's own."""
    name = " ".join(normalise(name).split())
    if not name:
        raise Refused(_l("Donnez un nom à cette vue."), "name")
    if len(name) > LONGEST_NAME:
        raise Refused(_l("%(max)d caractères au plus.", max=LONGEST_NAME), "name")
    mine = KeptView.study_id == study.id, KeptView.account_id == actor.id
    held = db.session.scalars(select(KeptView).where(*mine)).all()
    found = next((one for one in held if one.name == name), None)
    if found is None and len(held) >= MOST:
        raise Refused(_l("Cinquante vues au plus : retirez-en une d'abord."), "name")
    if found is None:
        found = KeptView(study_id=study.id, account_id=actor.id, name=name)
        db.session.add(found)
    found.page, found.of, found.shared = page, of, shared
    found.address = {k: v[:LONGEST_VALUE] for k, v in address.items() if v}
    db.session.flush()
    return found


def forget(view: KeptView) -> None:
    """Keep it no more."""
    db.session.delete(view)
    db.session.flush()
