"""A study whose texts two people code blind."""

from __future__ import annotations

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.coding import operations as coding
from feedback.coding.double import operations
from feedback.coding.double.models import Round
from feedback.coding.double.queries import lines
from feedback.corpus.models import Document
from feedback.corpus.states import READABLE
from feedback.db import db, writing
from feedback.studies.models import Study
from tests.factories import make_codebook, make_document, make_lead, make_member, make_study

TEXTS = (
    "On m'a bien écoutée. J'ai attendu.",
    "Deux heures debout.",
    "Merci à la dame de l'accueil.",
)


class Two:
    """Ana and Bo code the three texts of a round; Inès leads."""

    def __init__(self) -> None:
        self.study: Study = make_study()
        self.codes: dict[str, Code] = make_codebook(self.study)
        self.lead = make_lead(self.study)
        self.ana: Account = make_member(self.study, "coder", name="Ana Code")
        self.bo: Account = make_member(self.study, "coder", name="Bo Code")
        self.texts: list[Document] = [make_document(self.study, t, "read") for t in TEXTS]
        self._a_round_over()
        with writing():
            self.round: Round = operations.begin(
                self.lead, self.study, name="Premier tirage", coders=[self.ana, self.bo], size=3,
                strata=(), kinds=(), branch="", coders_settle=False, states=READABLE, seed=7,
            )  # fmt: skip

    def _a_round_over(self) -> None:
        """Another round, which everybody has finished: it makes nobody less blind."""
        text = make_document(self.study, "Déjà codé par tous.", "read")
        with writing():
            operations.begin(
                self.lead, self.study, name="Avant", coders=[self.ana, self.bo], size=1,
                strata=(), kinds=(), branch="", coders_settle=False, states=READABLE,
                among=[text.id],
            )  # fmt: skip
            for one in (self.ana, self.bo):
                operations.finish(one, text)

    def code(
        self, who: Account, text: int, key: str, start: int, end: int, valence: int = 0
    ) -> str:
        """Code some words."""
        with writing():
            return coding.add(who, self.texts[text], start, end, self.codes[key], valence)

    def finish(self, who: Account, *texts: int) -> None:
        """Say that some texts, or all, are coded."""
        with writing():
            for number in texts or range(len(self.texts)):
                operations.finish(who, db.session.get_one(Document, self.texts[number].id))

    def both(self) -> None:
        """Both code the same stretch, one more each, and finish."""
        self.code(self.ana, 0, "A2", 0, 20, 1)
        self.code(self.bo, 0, "A2", 0, 20, 1)
        self.code(self.ana, 0, "B4", 21, 34, -1)
        self.code(self.bo, 1, "B4", 0, 19, -1)
        self.finish(self.ana)
        self.finish(self.bo)

    def finished(self, text: int) -> set[str]:
        """Who has finished a text."""
        line = next(one for one in lines(self.round) if one.text.document_id == self.texts[text].id)
        return {one.name for one in (self.ana, self.bo) if one.id in line.finished}
