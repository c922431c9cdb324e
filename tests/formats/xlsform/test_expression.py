"""Expressions of forms, read as far as they are understood."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.formats.xlsform.expression import (
    Call,
    Compare,
    Join,
    Literal,
    NotUnderstood,
    Ref,
    Self,
    parse,
)


def test_and_binds_more_than_or() -> None:
    a, b, c = (Compare("=", Ref(name), Literal(1)) for name in "abc")
    assert parse("${a} = 1 or ${b} = 1 and ${c} = 1") == Join("or", (a, Join("and", (b, c))))
    assert parse("(${a}=1 or ${b}=1) and ${c}=1") == Join("and", (Join("or", (a, b)), c))


def test_functions_texts_and_negative_numbers_are_read() -> None:
    assert parse("selected(${m}, 'x')") == Call("selected", (Ref("m"), Literal("x")))
    assert parse(". >= -1.5") == Compare(">=", Self(), Literal(-1.5))
    assert parse("true()") == Call("true", ())


def test_the_curved_quotes_of_a_word_processor_are_quotes() -> None:
    assert parse("${a} = ‘oui’") == Compare("=", Ref("a"), Literal("oui"))


@pytest.mark.parametrize(
    "text",
    [
        "", "${a} +", "${a} + 1 > 2", "../a = 1", "/data/a = 1", "${a} = 1 ${b}", "(${a} = 1",
        "${a} = 'x", "concat(${a}, 'x') = 'y", "${a} = 1 = 2", "and", "((((", "$ {a} = 1",
        "${a}[1] = 2", "x" * 5_000, "(" * 60 + "${a} = 1" + ")" * 60,
    ],
)  # fmt: skip
def test_what_goes_beyond_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        parse(text)


@given(st.text(alphabet="${}abc().,'\"=<>!-0 12andortselc", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(NotUnderstood):
        parse(text)
