"""What the standard cannot hold travels in columns of our own: values as plain as they may be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from feedback.formats.xlsform.book import OWN, Row
from feedback.instruments.canonical import canonical

_NEVER = {"kind"}


def written(value: Any) -> str:
    """Return a value as a cell: a word as it is, anything else as JSON.

    A form takes `${` for a reference in any column, ours too: there it is written otherwise.
    """
    plain = isinstance(value, str) and value.strip() == value and _read(value) == value
    if plain and "${" not in value:
        return str(value)
    cell = canonical(value) if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)
    return cell.replace("${", "\\u0024{")


def _read(cell: str) -> Any:
    try:
        return json.loads(cell, parse_constant=str)
    except (ValueError, RecursionError):
        return cell


def told(row: Row) -> dict[str, Any]:
    """Return what our columns say of a row, by attribute."""
    return {
        name: _read(cell)
        for name, cell in row.under(OWN).items()
        if name not in _NEVER and "::" not in name  # plain French is read with the other texts
    }


def completed(document: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document with what our columns add, and without what they say is not there."""
    return {key: one for key, one in {**document, **more}.items() if one is not None}


def missing(natural: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells that lead from what a row says by itself to what is wanted."""
    keys = [*wanted, *(key for key in natural if key not in wanted)]
    return {key: written(wanted.get(key)) for key in keys if natural.get(key) != wanted.get(key)}
