"""What happens to edges: one's own coding goes to another stretch of the text."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.coding.models import Coding
from feedback.coding.operations import check_own, check_stretch, leave_empty, passage_at
from feedback.coding.passages import trimmed
from feedback.corpus.models import Document, Turn
from feedback.db import db
from feedback.errors import Refused


def move(
    coder: Account, coding: Coding, start: int, end: int, turns: Sequence[Turn] = (),
) -> tuple[int, int]:  # fmt: skip
    """Put one's own coding on other words of its text; returns where it now is."""
    check_own(coder, coding)
    passage = coding.passage
    document = db.session.get_one(Document, passage.document_id)
    check_stretch(document, start, end, ())
    start, end = trimmed(document.text, start, end)
    check_stretch(document, start, end, turns)
    if (start, end) == (passage.start, passage.end):
        return start, end
    target, left = passage_at(document.id, start, end), passage.id
    twin = select(Coding.id).where(
        Coding.passage_id == target, Coding.code_id == coding.code_id,
        Coding.coder_id == coder.id, ~Coding.settled,
    )  # fmt: skip
    if db.session.scalar(twin) is not None:
        raise Refused(_l("Ces mots portent déjà ce code : retirez plutôt l'un des deux."))
    coding.passage_id, coding.to_review = target, False
    db.session.flush()
    db.session.expire(coding, ["passage"])
    leave_empty(left)
    return start, end
