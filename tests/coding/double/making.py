"""A study with a team of coders and a round, for tests."""

from __future__ import annotations

from typing import Any

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.coding import operations as coding
from feedback.coding.double import operations, queries
from feedback.coding.double.models import Round, RoundText
from feedback.corpus.models import Document
from feedback.corpus.states import READABLE
from feedback.db import db, writing
from feedback.studies.models import Study
from tests.factories import make_codebook, make_document, make_lead, make_member, make_study

WORDS = "L'accueil était doux. Tout le monde entendait mon histoire."


class World:
    """A study, its codes, two coders and texts that may be coded."""

    def __init__(self, texts: int = 6) -> None:
        self.study: Study = make_study()
        self.codes: dict[str, Code] = make_codebook(self.study)
        self.lead = make_lead(self.study)
        self.ana = make_member(self.study, "coder", name="Ana Code")
        self.bob = make_member(self.study, "coder", name="Bob Code")
        self.documents = [make_document(self.study, f"{WORDS} {n}", "read") for n in range(texts)]

    def draw(self, *coders: Account, **wish: Any) -> Round:
        """A round of both coders, over four texts unless said otherwise."""
        given = {"name": "Série", "size": None if "share" in wish else 4, "seed": "7", **wish}
        with writing():
            study = db.session.get_one(Study, self.study.id)
            people = [db.session.merge(c) for c in coders or (self.ana, self.bob)]
            wished = operations.Wish(coders=people, **given)
            return operations.make(self.lead, study, wished, READABLE)


def texts(round_: Round) -> list[RoundText]:
    """The round's texts, in order."""
    return queries.texts_of(db.session.merge(round_))


def code(who: Account, document: Document, key_: Code, start: int = 0, end: int = 21) -> str:
    """A coding of somebody's."""
    with writing():
        return coding.add(who, db.session.get_one(Document, document.id), start, end, key_)


def finish(who: Account, text: RoundText) -> bool:
    """A text is finished by somebody."""
    with writing():
        return operations.finish(
            db.session.get_one(Account, who.id), db.session.get_one(RoundText, text.id)
        )


def finish_all(round_: Round, *coders: Account) -> None:
    """Every text is finished by some."""
    for text in texts(round_):
        for who in coders:
            finish(who, text)


def close(world: World, round_: Round) -> None:
    """The lead closes the round."""
    with writing():
        operations.close(world.lead, db.session.get_one(Round, round_.id))
