"""Workbooks: nothing cut, nothing lost, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest

from feedback.formats.cells import LONGEST
from feedback.formats.columns import Column
from feedback.formats.sheetdata import Limits
from feedback.formats.sheets import Chart, Continued, Line, Made, Page, Properties, Sheet, Written
from feedback.formats.workbook import write
from tests.formats.reading import SHORT, STAMP, WriteOnly, as_text, made, opened, parts

GOLDEN = Path(__file__).parent / "golden" / "workbook.txt"
AVIS = (Column("lieu", "Lieu", shared=True), Column("avis", "Avis", wrap=True, width=60))
NUMBER = (Column("n", "N", "integer"),)
LONG = "é" * LONGEST + "fin"


def values(content: bytes, name: str) -> list[tuple[object, ...]]:
    return list(opened(content)[name].iter_rows(values_only=True))


def small_workbook() -> list[Sheet | Page]:
    """One of everything."""
    figures = (
        Column("question", "Question", width=30),
        Column("part", "Part", "percent"),
        Column("n", "n", "integer"),
        Column("jour", "Au", "date"),
    )
    codes = (Column("code", "Code"), Column("fois", "Passages", "integer"))
    return [
        Page("Lisez-moi", told),
        Sheet(
            "Indicateurs",
            figures,
            [("Accueil & écoute", 0.82, 57, date(2026, 2, 28)), ("=Suivi", 0.4, 12, None)],
            notes=["Parmi les répondants ; intervalle indicatif."],
            charts=[Chart("Part de oui", "question", ("part",), description="82 % et 40 %")],
        ),
        Sheet("Avis", AVIS, [("Maison nord", "Merci"), ("Maison sud", "_x0041_")], table=True),
        Sheet(
            "Livre de codes",
            codes,
            [("A", 3), ("A1", 2), ("A11", 1)],
            level=lambda row: len(row[0]) - 1,
            depth=2,
            freeze=1,
        ),
    ]


def told(written: Written) -> Iterator[Line]:
    yield Line(("Essai",), "title")
    yield Line(("Feuilles",), "heading")
    for name, rows in written.rows.items():
        yield Line((name, rows))
    yield Line(("Rien de plus.",), "text")


def test_a_workbook_is_what_it_was() -> None:
    found = as_text(made(*small_workbook())[0])
    assert found == GOLDEN.read_text(encoding="utf-8").rstrip("\n")


def test_the_same_sheets_and_stamp_give_the_same_bytes() -> None:
    assert made(*small_workbook())[0] == made(*small_workbook())[0]


def test_it_can_be_sent_while_it_is_written() -> None:
    sink = WriteOnly()
    write(sink, small_workbook(), Properties("Essai"), STAMP)
    assert parts(b"".join(sink.held)) == parts(made(*small_workbook())[0])
    assert len(sink.held) > 10


def test_rows_are_read_once_and_one_by_one() -> None:
    seen: list[int] = []

    def rows() -> Iterator[tuple[str, str]]:
        for number in range(5):
            seen.append(number)
            yield "lieu", str(number)

    _, written = made(Sheet("Avis", AVIS, rows()))
    assert seen == [0, 1, 2, 3, 4]
    assert written.rows == {"Avis": 5}


def test_a_text_too_long_goes_on_in_the_next_column() -> None:
    content, written = made(Sheet("Avis", AVIS, [("nord", LONG), ("sud", "court")]))
    header, first, second = values(content, "Avis")
    assert header == ("Lieu", "Avis", "Avis (suite)")
    assert first[1] + first[2] == LONG
    assert second == ("sud", "court", None)
    assert written.overflow is None


def test_columns_kept_for_long_texts_are_used_when_rows_are_streamed() -> None:
    columns = (AVIS[0], Column("avis", "Avis", parts=3), Column("n", "N", "integer"))
    content, _ = made(Sheet("Avis", columns, iter([("nord", LONG * 2, 7)])))
    header, row = values(content, "Avis")
    assert header[1:] == ("Avis", "Avis (suite)", "Avis (suite 2)", "N")
    assert "".join(row[1:4]) == LONG * 2
    assert row[4] == 7


def test_a_long_text_nobody_foresaw_goes_on_in_a_sheet_of_its_own() -> None:
    page = Page("Lisez-moi", lambda written: [Line((written.overflow,))])
    content, written = made(page, Sheet("Avis", AVIS, iter([("nord", "x"), ("sud", LONG * 2)])))
    rest = values(content, "Textes longs (suite)")[1:]
    assert [row[:4] for row in rest] == [("Avis", 3, "Avis", part) for part in (2, 3)]
    assert values(content, "Avis")[2][1] + "".join(str(row[4]) for row in rest) == LONG * 2
    assert written.long_texts == {("Avis", "avis"): 1}
    assert values(content, "Lisez-moi") == [("Textes longs (suite)",)]


def test_too_many_rows_go_on_in_another_sheet_that_is_named() -> None:
    rows = [("nord", str(number)) for number in range(14)]
    content, written = made(Sheet("Avis", AVIS, iter(rows)), limits=SHORT)
    names = ["Avis", "Avis (2)", "Avis (3)"]
    assert opened(content).sheetnames == names
    found = [row for name in names for row in values(content, name)[1 : written.rows[name] + 1]]
    assert found == rows
    assert values(content, "Avis")[-1][0] == "La suite est dans la feuille « Avis (2) »."
    assert written.continued == [Continued("Avis", "Avis (2)"), Continued("Avis (2)", "Avis (3)")]
    assert all(len(values(content, name)) <= SHORT.rows for name in names)


def test_sheets_of_one_source_are_written_in_one_reading() -> None:
    times: list[int] = []

    def source() -> Iterator[int]:
        times.append(1)
        yield from range(14)

    whole = Sheet("Entiers", NUMBER, Made(source, lambda n: (n,)))
    double = Sheet("Doubles", NUMBER, Made(source, lambda n: (2 * n,)), notes=["un", "deux"])
    content, written = made(whole, Sheet("Avis", AVIS, [("nord", "x")]), double, limits=SHORT)
    assert times == [1]
    first, then = ["Entiers", "Avis", "Doubles"], list(written.rows)[3:]
    assert opened(content).sheetnames == [*first, *then] == list(written.rows)
    for name, factor in (("Entiers", 1), ("Doubles", 2)):
        mine = [name, *(one for one in then if one.startswith(name))]
        rows = [r for one in mine for r in values(content, one)[1 : written.rows[one] + 1]]
        assert rows == [(factor * n,) for n in range(14)]
        assert all(len(values(content, one)) <= SHORT.rows for one in mine)
    assert values(content, [*then][-1])[-1] == ("deux",)


def test_a_sheet_just_full_does_not_go_on() -> None:
    rows = [("nord", str(number)) for number in range(5)]
    assert made(Sheet("Avis", AVIS, iter(rows)), limits=SHORT)[1].rows == {"Avis": 5}


def test_a_sheet_too_heavy_goes_on_in_another() -> None:
    rows = [("nord", "x" * 30_000) for _ in range(30)]
    content, written = made(Sheet("Avis", AVIS, iter(rows)), limits=Limits(size=400_000))
    assert sum(written.rows.values()) == 30
    assert len(opened(content).sheetnames) > 1


def test_the_rest_of_a_table_is_a_table_too() -> None:
    rows = [("nord", str(number)) for number in range(7)]
    content, _ = made(Sheet("Avis", AVIS, iter(rows), table=True), limits=SHORT)
    tables = [table.ref for sheet in opened(content) for table in sheet.tables.values()]
    assert tables == ["A1:B6", "A1:B3"]


def test_a_table_without_rows_opens() -> None:
    content, written = made(Sheet("Avis", AVIS, [], table=True))
    assert opened(content)["Avis"].tables["Table_1"].ref == "A1:B2"
    assert written.rows == {"Avis": 0}


def test_names_given_twice_are_told_apart() -> None:
    content, _ = made(Sheet("Avis", AVIS, []), Sheet("avis", AVIS, []))
    assert opened(content).sheetnames == ["Avis", "avis (2)"]


def test_a_page_is_first_and_knows_the_rest() -> None:
    content, _ = made(*small_workbook())
    assert opened(content).sheetnames[0] == "Lisez-moi"
    assert ("Livre de codes", 3) in values(content, "Lisez-moi")


def test_a_long_text_of_a_page_goes_on_in_the_next_cell() -> None:
    content, _ = made(Page("Lisez-moi", lambda _: [Line((LONG,), "text")]))
    assert "".join(values(content, "Lisez-moi")[0]) == LONG


def test_the_file_says_its_title_language_and_time() -> None:
    sink = BytesIO()
    stamp = datetime(2026, 7, 1, 12, tzinfo=UTC)
    written = write(sink, [Sheet("Avis", AVIS, [])], Properties("Accueil", "en"), stamp)
    found = opened(sink.getvalue()).properties
    assert (found.title, found.language, found.creator) == ("Accueil", "en", "Vive Voix")
    assert found.created == found.modified == datetime(2026, 7, 1, 12)
    assert written.stamp == datetime(2026, 7, 1, 14)


def test_the_header_stays_in_view_and_comes_back_on_each_printed_page() -> None:
    sheet = opened(made(Sheet("Avis", AVIS, [("nord", "x")], freeze=1))[0])["Avis"]
    assert sheet.freeze_panes == "B2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert all(cell.font.b for cell in sheet[1])
    assert sheet["B2"].alignment.wrap_text
    assert sheet.column_dimensions["B"].width == 60


def test_a_tree_of_codes_folds() -> None:
    sheet = opened(made(*small_workbook())[0])["Livre de codes"]
    assert [sheet.row_dimensions[row].outlineLevel for row in (2, 3, 4)] == [0, 1, 2]
    assert not sheet.sheet_properties.outlinePr.summaryBelow


@pytest.mark.parametrize("level", [0, 1, 6, 9])
def test_the_compression_can_be_chosen(level: int) -> None:
    sink = BytesIO()
    write(sink, [Sheet("Avis", AVIS, [("nord", "x")])], Properties("Essai"), STAMP, level)
    assert values(sink.getvalue(), "Avis")[1] == ("nord", "x")


def test_a_workbook_whose_rows_failed_opens_nowhere() -> None:
    sink = BytesIO()
    with pytest.raises(ZeroDivisionError):
        write(sink, [Sheet("Avis", AVIS, (("a", 1 / i) for i in (1, 0)))], Properties("E"), STAMP)
    with pytest.raises(KeyError, match="Content_Types"):
        opened(sink.getvalue())


def test_a_failure_while_a_sheet_waits_beside_leaves_nothing_open() -> None:
    def source() -> Iterator[float]:
        yield from (1 / i for i in (1, 0))

    both = [Sheet(name, NUMBER, Made(source, lambda n: (n,))) for name in ("Un", "Deux")]
    with pytest.raises(ZeroDivisionError):
        write(BytesIO(), both, Properties("E"), STAMP)
