"""Expressions of a form, as far as a questionnaire needs them: comparisons joined by and, or, not.

What goes beyond (arithmetic, paths, unknown signs) raises `NotUnderstood`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST, DEEPEST = 4_000, 40
COMPARISONS = ("=", "!=", "<=", ">=", "<", ">")
FLIPPED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_SIGN = re.compile(
    r"""\s*(?:
    (?P<ref>\$\{\s*[^\s{}]+\s*\})
  | (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
  | (?P<string>"[^"]*"|'[^']*')
  | (?P<sign>!=|<=|>=|[=<>(),-])
  | (?P<name>[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)
  | (?P<self>\.(?![.\w]))
  )""",
    re.VERBOSE,
)


class NotUnderstood(Exception):
    """The expression says more than is read here."""


@dataclass(frozen=True)
class Ref:
    """The answer to another question."""

    name: str


@dataclass(frozen=True)
class Self:
    """The answer being given."""


@dataclass(frozen=True)
class Literal:
    """A text or a number written in the expression."""

    value: str | int | float


@dataclass(frozen=True)
class Call:
    """A function: selected, not, count-selected, string-length, true…"""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Compare:
    """Two sides compared."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Join:
    """Parts joined by `and` or `or`."""

    operator: str
    parts: tuple[Node, ...]


Node = Ref | Self | Literal | Call | Compare | Join


def parse(text: str) -> Node:
    """Return the expression as a tree, or raise `NotUnderstood`."""
    if len(text) > LONGEST:
        raise NotUnderstood
    reading = _Reading(list(_signs(text.translate(_QUOTES).strip())))
    node = reading.join("or", 0)
    if reading.at < len(reading.signs):
        raise NotUnderstood
    return node


def _signs(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        found = _SIGN.match(text, at)
        if found is None:
            raise NotUnderstood
        at = found.end()
        yield str(found.lastgroup), str(found[str(found.lastgroup)])


class _Reading:
    """The signs of an expression, read from left to right."""

    def __init__(self, signs: list[tuple[str, str]]) -> None:
        self.signs, self.at = signs, 0

    def join(self, operator: str, depth: int) -> Node:
        """`or` binds less than `and`, which binds less than a comparison."""
        if depth > DEEPEST:
            raise NotUnderstood
        parts = [self._tighter(operator, depth)]
        while self._next() == ("name", operator):
            self.at += 1
            parts.append(self._tighter(operator, depth))
        return parts[0] if len(parts) == 1 else Join(operator, tuple(parts))

    def _tighter(self, operator: str, depth: int) -> Node:
        return self.join("and", depth) if operator == "or" else self._comparison(depth)

    def _comparison(self, depth: int) -> Node:
        left = self._one(depth)
        kind, sign = self._next()
        if kind == "sign" and sign in COMPARISONS:
            self.at += 1
            return Compare(sign, left, self._one(depth))
        return left

    def _next(self) -> tuple[str, str]:
        return self.signs[self.at] if self.at < len(self.signs) else ("", "")

    def _take(self) -> tuple[str, str]:
        found = self._next()
        self.at += 1
        return found

    def _one(self, depth: int) -> Node:
        kind, text = self._take()
        if kind == "ref":
            return Ref(text[2:-1].strip())
        if kind == "self":
            return Self()
        if kind == "string":
            return Literal(text[1:-1])
        if kind == "number":
            return Literal(_number(text))
        if (kind, text) == ("sign", "-") and self._next()[0] == "number":
            return Literal(-_number(self._take()[1]))
        if (kind, text) == ("sign", "("):
            return self._closed(self.join("or", depth + 1))
        if kind == "name" and self._next() == ("sign", "("):
            return self._call(text, depth)
        raise NotUnderstood

    def _closed(self, node: Node) -> Node:
        if self._take() != ("sign", ")"):
            raise NotUnderstood
        return node

    def _call(self, name: str, depth: int) -> Node:
        self.at += 1
        arguments: list[Node] = []
        if self._next() != ("sign", ")"):
            arguments.append(self.join("or", depth + 1))
            while self._next() == ("sign", ","):
                self.at += 1
                arguments.append(self.join("or", depth + 1))
        return self._closed(Call(name, tuple(arguments)))


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)
