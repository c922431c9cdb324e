"""SPSS files (.sav): a table with the titles of its columns and the labels of their values.

Written by `pyreadstat`. SPSS knows numbers, dates and strings of 32,767 bytes at most: a longer
text goes on in the next variables. Values with labels are numbered in the order given, from 1.
Titles hold 256 bytes, labels 120 and the name of the table 64: a longer one ends with `…`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from feedback.formats.columns import Column

LONGEST = 32_000  # bytes of one string, a little under what SPSS takes
LONGEST_TITLE, LONGEST_LABEL, LONGEST_FILE, LONGEST_NAME = 256, 120, 64, 60  # bytes
RESERVED = {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}


def names(codes: Iterable[str]) -> list[str]:
    """Names SPSS accepts, each once: a letter first, then letters, digits and `_`."""
    found: list[str] = []
    numbers: dict[str, int] = {}  # of names taken, the last number tried
    for code in codes:
        plain = re.sub(r"[^0-9A-Za-z_]", "_", code)[:LONGEST_NAME] or "v"
        if not plain[0].isalpha() or plain.lower() in RESERVED:
            plain = f"v_{plain}"[:LONGEST_NAME]
        name, number = plain, numbers.get(plain.lower(), 0)
        while name.lower() in numbers:
            number += 1
            name = f"{plain[: LONGEST_NAME - 6]}_{number + 1}"
        numbers[plain.lower()] = number
        numbers.setdefault(name.lower(), 0)
        found.append(name)
    return found


def pieces(text: str) -> list[str]:
    """A text in strings that SPSS holds, cut between characters; one at least."""
    if len(text) * 4 <= LONGEST or len(text.encode("utf-8", "replace")) <= LONGEST:
        return [text]
    found = []
    while len(head := _head(text)) < len(text):
        # SPSS forgets the spaces at the end of a string, not those at its start
        kept = head.rstrip(" ") or head
        found.append(kept)
        text = text[len(kept) :]
    return [*found, text]


def _head(text: str) -> str:
    """As much of the beginning as a string holds."""
    most = text[:LONGEST]
    plain = most.encode("utf-8", "replace")
    return most if len(plain) <= LONGEST else plain[:LONGEST].decode("utf-8", "ignore")


def short(text: str, most: int) -> str:
    """The text in at most so many bytes; what is left out is told by `…`."""
    plain = text.encode("utf-8", "replace")
    if len(plain) <= most:
        return plain.decode()
    return plain[: most - len("…".encode())].decode("utf-8", "ignore") + "…"


def write(
    path: Path, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]],
    labels: Mapping[str, Mapping[str, str]],
) -> None:  # fmt: skip
    """Write a table; `labels` are those of values by column code and value, in order."""
    # Heavy libraries, brought in by the child process that writes the file
    import pandas
    import pyreadstat

    made = list(_variables(columns, list(rows), labels))
    named = dict(zip(names(one["code"] for one in made), made, strict=True))
    titles: dict[str, str | None] = {
        n: short(one["title"], LONGEST_TITLE) for n, one in named.items()
    }
    values: dict[str, dict[int | float, str]] = {
        name: {number: short(label, LONGEST_LABEL) for number, label in one["labels"].items()}
        for name, one in named.items() if one["labels"]
    }  # fmt: skip
    shown = {name: one["format"] for name, one in named.items() if one["format"]}
    frame = pandas.DataFrame({
        name: pandas.Series(one["cells"], dtype=_dtype(one)) for name, one in named.items()
    })  # fmt: skip
    pyreadstat.write_sav(
        frame, str(path), file_label=short(title, LONGEST_FILE), column_labels=titles,
        variable_value_labels=values, variable_format=shown,
    )  # fmt: skip


def _variables(
    columns: Sequence[Column], table: Sequence[Sequence[Any]],
    labels: Mapping[str, Mapping[str, str]],
) -> Iterator[dict[str, Any]]:  # fmt: skip
    for at, column in enumerate(columns):
        cells = [row[at] for row in table]
        title = column.title or column.code
        known = labels.get(column.code, {})
        said = {cell for cell in cells if isinstance(cell, str)}
        if known and said <= set(known):
            number = {value: n for n, value in enumerate(known, 1)}
            coded = [float(number[c]) if isinstance(c, str) else None for c in cells]
            told = {n: known[value] or value for value, n in number.items()}
            yield _variable(column.code, title, coded, told)
        elif column.type == "date":
            yield _variable(column.code, title, [_day(c) for c in cells], {}, "EDATE10")
        elif not said and column.type in ("integer", "decimal", "percent", "flag"):
            yield _variable(column.code, title, [_number(c) for c in cells], {})
        else:
            yield from _strings(column.code, title, cells)


def _variable(
    code: str, title: str, cells: Sequence[Any], labels: Mapping[int, str], shown: str = "",
    text: bool = False,
) -> dict[str, Any]:  # fmt: skip
    return {
        "code": code, "title": title, "cells": cells, "labels": labels, "format": shown,
        "text": text,
    }  # fmt: skip


def _dtype(variable: Mapping[str, Any]) -> str | None:
    """A column nobody filled keeps its type, which may not change from one file to the next."""
    if variable["text"]:
        return "object"
    return "float64" if all(cell is None for cell in variable["cells"]) else None


def _strings(code: str, title: str, cells: Sequence[Any]) -> Iterator[dict[str, Any]]:
    cut = [pieces("" if cell is None else _text(cell)) for cell in cells]
    for part in range(max(map(len, cut), default=1)):
        more = "" if part == 0 else f"_suite{part}"
        said = [one[part] if part < len(one) else "" for one in cut]
        yield _variable(
            f"{code}{more}", f"{title}{' (suite)' if part else ''}", said, {}, text=True
        )


def _text(value: Any) -> str:
    return str(value).encode("utf-8", "replace").decode()


def _day(value: Any) -> dt.date | None:
    return value.date() if isinstance(value, dt.datetime) else value


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
