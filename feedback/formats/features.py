"""What a spreadsheet does with a table by itself: native tables and charts."""

from __future__ import annotations

from itertools import cycle
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from feedback.formats.cells import ESCAPED
from feedback.formats.columns import header
from feedback.formats.sheets import Chart, Sheet

COLOURS = ("1B5E6B", "B4532A", "7A8B99", "C9A227")


def area(sheet: Sheet, rows: int) -> str:
    """The range of a table of so many rows, header included."""
    return f"A1:{get_column_letter(sum(column.parts for column in sheet.columns))}{rows + 1}"


def native_table(sheet: Sheet, rows: int, number: int) -> Table:
    """A native table whose column names are the titles in the first row."""
    table = Table(displayName=f"Table_{number}", ref=area(sheet, rows))
    for index, title in enumerate(header(sheet.columns), 1):
        table.tableColumns.append(TableColumn(id=index, name=ESCAPED.sub("_x005F_", title)))
    table.autoFilter = AutoFilter(ref=table.ref)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight9", showRowStripes=True)
    return table


def native_chart(target: Any, sheet: Sheet, chart: Chart, rows: int) -> Any:
    """A chart over columns of the sheet, whole or their first rows."""
    rows = rows if chart.last is None else min(rows, chart.last)
    made = LineChart() if chart.kind == "line" else BarChart()
    if chart.kind != "line":
        made.type = "col" if chart.kind == "column" else "bar"
    at: dict[str, int] = {}
    first = 1
    for column in sheet.columns:
        at[column.code], first = first, first + column.parts
    for code in chart.values:
        made.add_data(_reference(target, at[code], 1, rows), titles_from_data=True)
    made.set_categories(_reference(target, at[chart.categories], 2, rows))
    for series, colour in zip(made.series, cycle(COLOURS)):
        series.graphicalProperties.solidFill = series.graphicalProperties.line.solidFill = colour
    made.y_axis.scaling.min = 0 if chart.from_zero else None
    if chart.kind == "bar":  # first row on top, its scale at the bottom
        made.x_axis.scaling.orientation, made.y_axis.crosses = "maxMin", "max"
    made.title, made.height, made.width = chart.title, 8.5, 18
    made.x_axis.delete = made.y_axis.delete = False
    made.legend = made.legend if len(chart.values) > 1 else None
    return made


def _reference(target: Any, column: int, first: int, rows: int) -> Reference:
    return Reference(target, min_col=column, min_row=first, max_row=rows + 1)
