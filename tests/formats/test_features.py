"""Native tables and charts."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from feedback.formats.columns import Column
from feedback.formats.sheets import Chart, Sheet
from tests.formats.reading import made, opened, parts

COLUMNS = (
    Column("lieu", "Lieu <&>"),
    Column("avis", "Avis _x0041_", parts=2),
    Column("part", "Part", "percent"),
    Column("n", "lieu <&>", "integer"),
)
ROWS = [("nord", "a", 0.5, 3), ("sud", "b", 0.25, 9)]


def test_the_names_of_a_table_are_the_titles_of_its_header() -> None:
    content, _ = made(Sheet("Avis", COLUMNS, ROWS, table=True))
    table = ET.fromstring(parts(content)["xl/tables/table1.xml"])
    names = [column.get("name") for column in table.iter() if column.tag.endswith("tableColumn")]
    assert names == [
        "Lieu <&>",
        "Avis _x005F_x0041_",
        "Avis _x005F_x0041_ (suite)",
        "Part",
        "lieu <&> [2]",
    ]
    header = [cell.value for cell in opened(content)["Avis"][1]]
    assert header == [name.replace("_x005F_", "_") for name in names if name]


def test_a_table_has_its_own_filter_and_the_sheet_no_other() -> None:
    content, _ = made(Sheet("Avis", COLUMNS, ROWS, table=True))
    sheet = opened(content)["Avis"]
    assert sheet.auto_filter.ref is None
    assert sheet.tables["Table_1"].autoFilter.ref == sheet.tables["Table_1"].ref == "A1:E3"


def test_a_filter_covers_the_rows_and_not_the_notes() -> None:
    content, _ = made(Sheet("Avis", COLUMNS, iter(ROWS), notes=["une note"]))
    assert opened(content)["Avis"].auto_filter.ref == "A1:E3"


def test_a_chart_draws_the_rows_of_its_columns() -> None:
    charts = [
        Chart("Parts", "lieu", ("part", "n"), "column", 'de "tous"'),
        Chart("n", "lieu", ("n",), "line"),
    ]
    found = parts(made(Sheet("Avis", COLUMNS, iter(ROWS), charts=charts))[0])
    first = found["xl/charts/chart1.xml"]
    for ref in ("'Avis'!$A$2:$A$3", "'Avis'!D1", "'Avis'!$D$2:$D$3", "'Avis'!$E$2:$E$3"):
        assert f"<f>{ref}</f>" in first
    assert "lineChart" in found["xl/charts/chart2.xml"]


def test_a_chart_is_told_to_those_who_do_not_see_it() -> None:
    charts = [
        Chart("Parts", "lieu", ("part",), description='de "tous" & <un>'),
        Chart("n", "lieu", ("n",)),
    ]
    drawing = ET.fromstring(
        parts(made(Sheet("A", COLUMNS, ROWS, charts=charts))[0])["xl/drawings/drawing1.xml"]
    )
    told = [item.get("descr") for item in drawing.iter() if item.tag.endswith("cNvPr")]
    assert told == ['de "tous" & <un>', "n"]
