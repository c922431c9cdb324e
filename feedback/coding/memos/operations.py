"""What happens to memos: written, changed, linked, taken away and back."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, update

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.coding.memos.models import Memo, MemoLink
from feedback.corpus.masking import EditMap
from feedback.corpus.models import Document
from feedback.db import db, insert_for, utcnow
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.studies.models import Study

LONGEST_TITLE, LONGEST = 120, 20_000


def write(
    author: Account, study: Study, title: str, text: str, *, code: Code | None = None,
    document: Document | None = None, span: tuple[int, int] | None = None,
) -> Memo:  # fmt: skip
    """A new memo: about a code, a text, a passage of it, or else the study (its journal)."""
    title, text = _said(title, text)
    about = "code" if code else "study" if document is None else "passage" if span else "document"
    start, end = span if document is not None and span else (None, None)
    memo = Memo(
        study_id=study.id, author_id=author.id, about=about, title=title, text=text, code=code,
        document=document, start=start, end=end,
    )  # fmt: skip
    db.session.add(memo)
    db.session.flush()
    return memo


def _said(title: str, text: str) -> tuple[str, str]:
    title, text = " ".join(normalise(title).split()), normalise(text).strip()
    if not text:
        raise Refused(_l("Écrivez le mémo."), "text")
    if len(title) > LONGEST_TITLE:
        raise Refused(
            _l("Le titre est trop long (%(max)d caractères au plus).", max=LONGEST_TITLE), "title"
        )
    if len(text) > LONGEST:
        raise Refused(
            _l("Ce mémo est trop long (%(max)d caractères au plus).", max=LONGEST), "text"
        )
    return title, text


def change(author: Account, memo: Memo, title: str, text: str) -> None:
    """Change one's own memo."""
    _own(author, memo)
    memo.title, memo.text = _said(title, text)
    memo.changed_at = utcnow()
    db.session.flush()


def _own(author: Account, memo: Memo) -> None:
    if memo.author_id != author.id:
        raise Refused(_l("Ce mémo est celui d'une autre personne."))


def remove(author: Account, memo: Memo) -> None:
    """Take one's own memo away; it may be put back."""
    _own(author, memo)
    memo.removed_at = utcnow()
    db.session.flush()


def put_back(author: Account, memo: Memo) -> None:
    """Put it back."""
    _own(author, memo)
    memo.removed_at = None
    db.session.flush()


def link(memo: Memo, other: Memo) -> None:
    """Let two memos of a study lead to one another."""
    if memo.study_id != other.study_id or memo.id == other.id:
        raise Refused(_l("Choisissez un autre mémo de cette étude."), "other")
    one, two = sorted((memo.id, other.id))
    made = insert_for(MemoLink).values(memo_id=one, other_id=two)
    db.session.execute(made.on_conflict_do_nothing())


def unlink(memo: Memo, other: Memo) -> None:
    """Lead to one another no more."""
    one, two = sorted((memo.id, other.id))
    db.session.execute(delete(MemoLink).where(MemoLink.memo_id == one, MemoLink.other_id == two))


def follow(older: Document, newer: Document, edits: EditMap) -> None:
    """A masked text took the place of another: its memos go with it, each at its words."""
    for memo in db.session.query(Memo).where(Memo.document_id == older.id, Memo.start.is_not(None)):
        assert memo.start is not None
        assert memo.end is not None
        memo.start, memo.end, _touched = edits.forward(memo.start, memo.end)
    db.session.flush()
    moved = update(Memo).where(Memo.document_id == older.id).values(document_id=newer.id)
    db.session.execute(moved)
