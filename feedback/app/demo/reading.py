"""The invented team at work on the texts: read, masked, translated, validated, coded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sqlalchemy import select

from feedback.accounts.models import Account
from feedback.app.demo.stories import ALERT, Comment, Journey, Parole
from feedback.codebook.models import Code
from feedback.coding import operations as coding
from feedback.coding.double import operations as double
from feedback.coding.double.queries import codings_in, lines
from feedback.coding.memos import operations as memos
from feedback.corpus import identifiers
from feedback.corpus.masking import Mask, suggested
from feedback.corpus.models import Document
from feedback.corpus.moderation import operations as moderation
from feedback.corpus.states import READABLE
from feedback.db import db
from feedback.studies.models import Study

WAITING = 0.1  # of the texts, the latest wait to be read
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
        moderation.translate(team.reader, document, translation, team.reader.name, seen=True)
    moderation.read(team.reader, document, seen=True)


def read(team: Team, found: list[Document], meant: Mapping[int, Told]) -> list[Document]:
    """Read all but the latest texts, and validate a good part; returns those read."""
    done = []
    last = len(found) - round(len(found) * WAITING)
    for number, document in enumerate(found):
        told = meant[document.id]
        if isinstance(told, Comment) and told.danger:
            moderation.report_danger(team.reader, document, f"/relecture/{document.public_id}")
        elif number < last:
            read_one(team, document, told.translation if isinstance(told, Comment) else None)
            if document.quotable and team.random.random() < 0.7:
                moderation.validate(team.second, document)
            done.append(document)
    return done


def code_said(team: Team, codes: dict[str, Code], study_id: int, journey: Journey) -> None:
    """In a transcript, what a step quotes is coded with what the step stumbled on."""
    for document in documents(study_id, "transcript"):
        for step in journey.steps:
            at = document.text.casefold().find(step.verbatim.casefold()) if step.verbatim else -1
            for key in step.friction if at >= 0 else ():
                end = at + len(step.verbatim)
                valence = -1 if step.emotion < 0 else 1 if step.emotion > 0 else 0
                coding.add(team.coders[0], document, at, end, codes[key], valence=valence)


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


def code_double(team: Team, study: Study, lead: Account, shared: Sequence[Document]) -> None:
    """A round that both have finished, one text of it signed; another that they are in."""
    common: dict[str, Any] = {
        "coders": team.coders, "kinds": ("comment", "parole"), "branch": "",
        "coders_settle": True, "states": READABLE, "strata": ("kind",),
    }  # fmt: skip
    among = {document.id for document in shared}
    done = double.begin(
        lead, study, name="Premier tirage", size=40, seed=2026, among=among, **common
    )
    for line in lines(done):
        for coder in team.coders:
            double.finish(coder, line.text.document)
    first = lines(done)[0].text.document
    double.keep(lead, first, [c for c in codings_in(first.id) if c.coder_id == team.coders[0].id])
    double.sign(lead, first)
    double.begin(lead, study, name="Deuxième tirage", size=12, seed=2027, **common)


def write_memos(
    team: Team, study: Study, codes: dict[str, Code], shared: Sequence[Document]
) -> None:
    """What the two coders noted on the way."""
    one, two = team.coders
    journal = memos.write(
        one, study, "Premières lectures",
        "Après trente commentaires : on parle moins du délai que de ne pas savoir combien de temps "
        "il reste. Chercher si les lieux qui affichent l'attente en reçoivent moins.",
    )  # fmt: skip
    waiting = memos.write(
        two, study, "L'attente et l'incertitude",
        "Deux choses sous ce code : attendre longtemps, et ne pas savoir. Peut-être deux codes.",
        code=codes["B4"],
    )  # fmt: skip
    memos.link(journal, waiting)
    text = shared[-1]
    memos.write(
        one, study, "", "Ton reconnaissant, mais la phrase garde une réserve.", document=text
    )
    memos.write(
        two, study, "Un mot à suivre", "Ce mot revient chez les personnes âgées.",
        document=text, span=(0, min(20, text.length)),
    )  # fmt: skip
