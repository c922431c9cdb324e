"""Rows come out as they went in, whatever the type of the column expects."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.formats.cells import clean
from feedback.formats.columns import TYPES, Column
from feedback.formats.sheets import Sheet
from feedback.formats.text import normalise
from tests.formats.reading import back, made, opened, parts

INLINE = Column("texte", "Texte")
WRAPPED = Column("long", "Long", wrap=True)
SHARED = Column("libelle", "Libellé", shared=True)
TRAPS = [
    "=1+1",
    '=HYPERLINK("https://exemple.test";"ici")',
    "+33 6 00 00 00 00",
    "-5",
    "@nom",
    "'cité",
    "\tretrait",
    " bords ",
    "deux\nlignes\n",
    "_x0041_",
    'a & b < c > d "e"',
    "007",
    "https://exemple.test/page",
    "مرحبا بكم في الدار",
    "Café naïve œuvre 😀👩‍👧",
    "TRUE",
    "#N/A",
    "1/2",
    "2026-03-04",
    "]]>",
]


@pytest.mark.parametrize("text", TRAPS)
def test_a_text_stays_the_same_text(text: str) -> None:
    assert back([INLINE, WRAPPED, SHARED], [(text, text, text)]) == [(text, text, text)]


@pytest.mark.parametrize("text", TRAPS)
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    content, _ = made(Sheet("Feuille", [INLINE, WRAPPED, SHARED], [(text,) * 3]))
    sheet = opened(content).worksheets[0]
    assert {cell.data_type for cell in sheet[2]} == {"s"}
    assert all(cell.hyperlink is None for cell in sheet[2])
    assert "<f>" not in parts(content)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a"])
def test_a_text_like_a_sum_stays_one_when_edited(text: str) -> None:
    content, _ = made(Sheet("Feuille", [INLINE, WRAPPED, SHARED], [(text,) * 3]))
    assert all(cell.quotePrefix for cell in opened(content).worksheets[0][2])


def stored(text: str) -> str:
    """A text as stored; openpyxl itself (not Excel) mangles `x005F_` when it reads."""
    return normalise(text).replace("x005F_", "") or "."


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text().map(stored), min_size=1, max_size=8))
def test_any_stored_text_comes_out_equal(texts: list[str]) -> None:
    rows = [(text, text, text) for text in texts]
    assert back([INLINE, WRAPPED, SHARED], rows) == rows


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=st.characters(exclude_categories=[]), min_size=1))
def test_any_text_at_all_comes_out_cleaned(text: str) -> None:
    assert back([INLINE, SHARED], [(text, text)]) == [(clean(text), clean(text))]


value = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(allow_nan=True),
    st.dates(),
    st.datetimes(min_value=datetime(2, 1, 1), timezones=st.just(UTC) | st.none()),
    st.text(max_size=4),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(*[value] * len(TYPES)), max_size=4))
def test_any_value_in_any_column_gives_a_file_that_opens(rows: list[tuple[object, ...]]) -> None:
    columns = [Column(type, type, type) for type in TYPES]
    found = back(columns, [*rows, ("fin",) * len(TYPES)])
    assert found[-1] == ("fin",) * len(TYPES)
    assert len(found) == len(rows) + 1


def test_numbers_and_days_are_real_ones() -> None:
    columns = [
        Column(t, t, t) for t in ("integer", "decimal", "percent", "flag", "date", "datetime")
    ]
    row = (12, 7.25, 0.5, True, date(2026, 3, 4), datetime(2026, 7, 14, 10, tzinfo=UTC))
    content, _ = made(Sheet("Feuille", columns, [row]))
    cells = opened(content).worksheets[0][2]
    assert [cell.data_type for cell in cells] == ["n", "n", "n", "n", "d", "d"]
    assert [cell.value for cell in cells[:4]] == [12, 7.25, 0.5, 1]
    assert cells[4].value == datetime(2026, 3, 4)
    assert cells[5].value == datetime(2026, 7, 14, 12)
    formats = ["0", "0.0#", "0%", "0", "dd/mm/yyyy", "dd/mm/yyyy hh:mm"]
    assert [cell.number_format for cell in cells] == formats


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (10**20, "100000000000000000000"),
        (float("nan"), "nan"),
        (Decimal("NaN"), "NaN"),
        (date(1850, 2, 1), "1850-02-01"),
        ("douze", "douze"),
    ],
)
def test_what_a_spreadsheet_would_change_is_written_as_text(given: object, found: str) -> None:
    columns = [Column("n", "N", "integer"), Column("d", "D", "decimal"), Column("j", "J", "date")]
    assert back(columns, [(given,) * 3]) == [(found,) * 3]


def test_a_number_in_a_column_of_texts_stays_a_number() -> None:
    assert back([INLINE, SHARED], [(3, 2.5)]) == [(3, 2.5)]


def test_one_label_is_stored_once_and_true_is_not_one() -> None:
    content, _ = made(Sheet("Feuille", [SHARED], [("oui",), ("oui",), (True,), (1,), (1.0,)]))
    assert parts(content)["xl/sharedStrings.xml"].count("oui") == 1
    assert [row[0].value for row in opened(content).worksheets[0].iter_rows(min_row=2)] == [
        "oui",
        "oui",
        1,
        1,
        1.0,
    ]


def test_a_row_of_the_wrong_width_is_refused() -> None:
    with pytest.raises(ValueError, match="unpack"):
        back([INLINE, SHARED], [("seul",)])
