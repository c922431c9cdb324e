"""A small study whose four ways of listening are counted by hand.

A3 (confidentiality): 6 of 6 answers say yes (10 out of ten); 4 of 6 journeys stuck on it, at
emotions −2, −1, −2 and none; users: 6 passages − and 1 + of 7 persons; professionals: 5 passages
+ of 5 paroles. A2 (listening): 6 answers say "a little" (5 out of ten); nobody stuck; users: one
passage of 1 person among the 7.
"""

from __future__ import annotations

from feedback.accounts.models import Account
from feedback.codebook.models import Code
from feedback.coding import operations as coding
from feedback.corpus.models import Document
from feedback.db import writing
from feedback.instruments.kinds.base import Cleaned
from feedback.instruments.models import Instrument
from feedback.journeys.models import Interview
from feedback.journeys.steps import operations as steps
from feedback.studies.models import Study
from tests.factories import (
    make_codebook,
    make_document,
    make_interview,
    make_member,
    make_responses,
    make_site,
    make_study,
    make_survey,
)

ANSWERS: dict[str, object] = {
    "satisfaction": "tres_bien",
    "confidentialite": "oui",
    "ecoute": "un_peu",
}


class Regards:
    """The study, at two sites; one text and one journey (that stuck) are of the second."""

    def __init__(self) -> None:
        self.study: Study = make_study(make_site("Maison 1"), make_site("Maison 2"))
        self.codes: dict[str, Code] = make_codebook(self.study)
        self.survey: Instrument = make_survey(self.study)
        self.coder: Account = make_member(self.study, "coder", name="Awa")
        make_responses(self.study, self.survey, 6, answers=ANSWERS)
        emotions = (-2, -1, -2, None)
        for number in range(6):
            keys = ["A3"] if number < 4 else []
            self.journey(keys, emotions[number] if number < 4 else 1, 0 if number else 1)
        self.texts = [self.say("On entendait tout.", "A3", -1) for _turn in range(6)]
        self.texts.append(self.say("Porte fermée.", "A3", 1, site=1))
        with writing():
            coding.add(self.coder, self.texts[0], 3, 12, self.codes["A2"], 0)
        for _turn in range(5):
            self.say("On ferme la porte.", "A3", 1, kind="parole", speaker="professional")

    def say(self, words: str, key: str, valence: int, site: int = 0, **values: str) -> Document:
        """A text, coded whole."""
        text = make_document(self.study, words, "read", **values)
        with writing():
            text.site_id = None if values else self.study.sites[site].id
            coding.add(self.coder, text, 0, len(words), self.codes[key], valence)
        return text

    def journey(self, keys: list[str], emotion: int | None, site: int = 0) -> Interview:
        """A complete journey of two steps: at a house, then at the CAF where it stuck."""
        made = make_interview(self.study)
        felt = {} if emotion is None else {"emotion": emotion}
        with writing():
            steps.add(made, Cleaned({"acteur": "mdm", "canal": "accueil", "emotion": 1}, {"titre": "Accueil"}))  # fmt: skip
            steps.add(made, Cleaned({"acteur": "caf", "canal": "site", "friction_dimensions": keys, **felt}, {"titre": "Dossier"}))  # fmt: skip
            made.site_id, made.state = self.study.sites[site].id, "complete"
        return made

    def address(self, more: str = "") -> str:
        """The page."""
        return f"/etudes/{self.study.public_id}/croisement-des-regards{more}"
