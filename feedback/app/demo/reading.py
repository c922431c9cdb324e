"""The invented team at work on the texts: read, masked, translated, validated, coded."""

from __future__ import annotations

from random import Random

from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.app.demo.stories import ALERT, Comment, Parole
from feedback.codebook.models import Code
from feedback.coding import operations as coding
from feedback.corpus import identifiers
from feedback.corpus.masking import Mask, suggested
from feedback.corpus.models import Document
from feedback.corpus.moderation import operations as moderation
from feedback.db import db

WAITING = 46  # the latest texts wait to be read
SHARED = 120  # texts that both coders have read
Told = Comment | Parole


class Team:
    """Who does what, and with which key originals are sealed."""

    def __init__(self, staff: dict[str, Account], seal_key: str) -> None:
        self.reader, self.second = staff["moderateur"], staff["moderatrice"]
        self.coders = (staff["codeuse"], staff["codeur"])
        self.seal_key, self.random = seal_key, Random(5)


def documents(study_id: int, kind: str) -> list[Document]:
    """The study's texts of a kind, in the order they came."""
    query = select(Document).where(Document.study_id == study_id, Document.kind == kind)
    return list(db.session.scalars(query.order_by(Document.id)))


def read_one(team: Team, document: Document, translation: str | None = None) -> None:
    """Mask what is likely to name somebody, write the translation, read."""
    found = [Mask(x.start, x.end, suggested(x.kind)) for x in identifiers.find(document.text)]
    if found:
        moderation.mask(team.reader, document, found, team.seal_key)
    if translation:
        moderation.translate(
            team.reader, document, translation, team.reader.name, seen=True
        )
    moderation.read(team.reader, document, seen=True)


def comments(team: Team, study_id: int, told: dict[str, Comment]) -> list[Document]:
    """Read all comments but the latest, and validate a good part; returns those read."""
    found = [d for d in documents(study_id, "comment") if d.text in told]
    done = []
    for number, document in enumerate(found):
        comment = told[document.text]
        if comment.danger:
            moderation.report_danger(team.reader, document, f"/relecture/{document.public_id}")
        elif number < len(found) - WAITING:
            read_one(team, document, comment.translation)
            if document.quotable and team.random.random() < 0.7:
                moderation.validate(team.second, document)
            document.attributes = {**document.attributes}
            done.append(document)
    db.session.flush()
    return done


def code(team: Team, codes: dict[str, Code], document: Document, told: Told, both: bool) -> None:
    """The first coder codes as a careful reader would; the second agrees most of the time."""
    themes = told.themes if isinstance(told, Comment) else told.codes
    for coder in team.coders if both else team.coders[:1]:
        for key in themes:
            slip = coder is team.coders[1] and team.random.random() < 0.22
            if key == ALERT or key not in codes or slip:
                continue
            start, end = _stretch(team.random, document.text)
            coding.add(coder, document, start, end, codes[key], valence=told.valence)


def _stretch(random: Random, text: str) -> tuple[int, int]:
    """The whole of a short text, else one of its sentences."""
    ends = [n + 1 for n, sign in enumerate(text) if sign in ".!?؟"]
    starts = [0, *ends]
    spans = [(a, b) for a, b in zip(starts, ends, strict=False) if len(text[a:b].strip()) > 12]
    return random.choice(spans) if len(text) > 140 and spans else (0, len(text))
