"""The analysis of codings on a small study whose figures are counted by hand."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from feedback.accounts.models import Account
from feedback.analysis.codings import queries
from feedback.analysis.codings.queries import Count, Field
from feedback.codebook.models import Code
from feedback.coding import operations as coding
from feedback.coding.queries import Filters
from feedback.corpus.moderation import operations as moderation
from feedback.corpus.states import READABLE
from feedback.db import db, writing
from feedback.studies.models import Study
from tests.factories import make_codebook, make_document, make_member, make_study
from tests.page_client import PageClient
from tests.statements import counted

PAGES = ("frequences", "croisements", "codes-ensemble", "saturation", "citations", "mots-en-contexte")  # fmt: skip


class Small:
    """Four texts of four persons: two comments, a step and a parole; seven codings."""

    def __init__(self) -> None:
        self.study: Study = make_study()
        self.codes: dict[str, Code] = make_codebook(self.study)
        self.coder: Account = make_member(self.study, "coder", name="Awa")
        said = (
            ("On m'a écoutée. J'ai attendu longtemps.", "comment", "user"),
            ("Trop attendre, puis bien reçue.", "comment", "user"),
            ("J'ai attendu au guichet.", "step", "user"),
            ("Nous manquons de temps pour écouter.", "parole", "professional"),
        )
        self.texts = [
            make_document(self.study, words, "read", kind=kind, speaker=speaker)
            for words, kind, speaker in said
        ]
        self.put(0, "A2", 0, 15, 1)
        self.put(0, "B4", 16, 39, -1)
        self.put(0, "B3", 10, 30)
        self.put(1, "B4", 0, 13, -1)
        self.put(1, "A2", 20, 30)
        self.put(2, "B4", 0, 24, -1)
        self.put(3, "A2", 0, 36, 0)

    def put(self, text: int, key: str, start: int, end: int, valence: int = 0) -> None:
        """Code some words."""
        with writing():
            coding.add(self.coder, self.texts[text], start, end, self.codes[key], valence)

    def field(self, **filters: str) -> Field:
        """What the coder looks at."""
        return Field(self.study, self.coder, READABLE, Filters(**filters))

    def address(self, page: str) -> str:
        """A page of the analysis."""
        return f"/etudes/{self.study.public_id}/analyse/{page}"


@pytest.fixture
def small(app: Flask) -> Small:
    return Small()


@pytest.fixture
def coder(small: Small, client: PageClient) -> PageClient:
    client.sign_in(small.coder)
    return client


def test_codes_are_counted_with_those_under_them(small: Small) -> None:
    found, whole = queries.frequencies(small.field(), top_only=False)
    assert whole == Count(7, 4, 4)
    assert found[small.codes["B4"].id].counts == Count(3, 3, 3)
    assert found[small.codes["B"].id].counts == Count(4, 3, 3)
    assert found[small.codes["B4"].id].minus == 3
    assert found[small.codes["A2"].id][1:] == (0, 2, 1)
    families, _ = queries.frequencies(small.field(), top_only=True)
    assert set(families) == {small.codes["A"].id, small.codes["B"].id}


def test_filters_limit_what_is_counted(small: Small) -> None:
    assert queries.frequencies(small.field(qui="professional"), False)[1] == Count(1, 1, 1)
    assert queries.frequencies(small.field(nature="comment"), False)[1] == Count(5, 2, 2)


def test_codes_are_crossed_with_who_speaks(small: Small) -> None:
    found = queries.crossed(small.field(), "speaker", top_only=False)
    assert found.values == ("user", "professional")
    assert found.cells[small.codes["A2"].id] == {
        "user": Count(2, 2, 2), "professional": Count(1, 1, 1),
    }  # fmt: skip
    assert found.whole["user"] == Count(6, 3, 3)


@pytest.mark.parametrize("attribute", queries.ATTRIBUTES)
def test_every_attribute_is_read_on_both_databases(small: Small, attribute: str) -> None:
    found = queries.crossed(small.field(), attribute, top_only=True)
    assert sum(one.codings for one in found.whole.values()) == 7


def test_small_numbers_of_persons_are_hidden_and_those_of_texts_are_not(
    small: Small, coder: PageClient
) -> None:
    page = coder.get(small.address("croisements") + "?attribut=speaker")
    assert "hidden-figure" in page.html
    page = coder.get(small.address("croisements") + "?attribut=speaker&mesure=textes")
    assert "hidden-figure" not in page.html


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_with_any_filter_and_its_workbook_too(
    small: Small, coder: PageClient, name: str
) -> None:
    for asked in ("", "?niveau=familles&q=attendu&lieu=x&du=2020-13-01&valence=9&code=zzz"):
        coder.get(small.address(name) + asked)
        answer = coder._ask(coder.browser.get, small.address(name) + ".xlsx" + asked)
        book = load_workbook(io.BytesIO(answer.data))
        assert book.sheetnames[0] == "Lisez-moi"


def test_a_page_asks_as_much_whatever_is_coded(small: Small, coder: PageClient) -> None:
    coder.get(small.address("frequences"))
    with counted() as few:
        coder.get(small.address("frequences"))
    for at in range(4):
        small.put(at, "A1", 0, 10)
    with counted() as more:
        coder.get(small.address("frequences"))
    assert len(more) <= len(few)


def test_only_what_may_be_quoted_is_copied(small: Small, coder: PageClient) -> None:
    reader = make_member(small.study, "moderator")
    page = coder.get(small.address("citations") + "?code=B4").text
    assert "À valider" in page
    assert "Copier comme citation" not in page
    with writing() as session:
        session.merge(small.texts[2]).quotable = False
    assert "pas permis de citer" in coder.get(small.address("citations") + "?code=B4").text
    with writing() as session:
        moderation.validate(reader, session.merge(small.texts[1]))
    page = coder.get(small.address("citations") + "?code=B4").text
    assert "« Trop attendre » (usager" in page.lower().replace("trop", "Trop")
    page = coder.get(small.address("citations") + "?valence=1").text
    assert "écoutée" in page
    assert "guichet" not in page


def test_words_stand_in_their_context(small: Small, coder: PageClient) -> None:
    page = coder.get(small.address("mots-en-contexte") + "?q=attendu")
    assert "2 endroits" in page.text
    cells = [[td.text_content() if hasattr(td, "text_content") else "".join(td.itertext())
              for td in row] for row in page.all("tr")[1:]]  # fmt: skip
    assert cells[0] == ["On m'a écoutée. J'ai", "attendu", "longtemps."]


def test_a_blind_coder_counts_her_own_codings_alone(small: Small) -> None:
    from tests.coding.double.making import Two

    two = Two()
    two.code(two.bo, 0, "A2", 0, 20)
    mine = Field(two.study, two.ana, READABLE, Filters())
    assert queries.frequencies(mine, False)[1] == Count(0, 0, 0)
    assert queries.quotes(mine, None, None) == []
    db.session.rollback()


def rows(answer: Any) -> list[Any]:
    """The rows of the second sheet of a workbook."""
    book = load_workbook(io.BytesIO(answer.data))
    return list(book.worksheets[1].iter_rows(values_only=True))


def test_the_workbook_says_what_the_page_says(small: Small, coder: PageClient) -> None:
    found = rows(coder._ask(coder.browser.get, small.address("codes-ensemble") + ".xlsx?unite=texte"))  # fmt: skip
    assert found[0][:3] == ("Code 1", "Libellé 1", "Code 2")
    by_pair = {(row[0], row[2]): row for row in found[1:]}
    assert by_pair["A2", "B4"][4:7] == (2, 3, 3)
    assert by_pair["A2", "B4"][7] == pytest.approx(0.5)
