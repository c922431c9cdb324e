"""SPSS files: names it accepts, texts whole, titles and labels never cut in silence."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback.formats import sav
from feedback.formats.columns import Column
from feedback.formats.sav import LONGEST, RESERVED, names, pieces, short

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(st.text(max_size=80), max_size=30))
def test_names_are_accepted_and_each_once_whatever_their_case(codes: list[str]) -> None:
    found = names(codes)
    assert len({name.lower() for name in found}) == len(codes)
    for name in found:
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,63}", name)
        assert name.lower() not in RESERVED


def test_a_name_that_could_stay_stays() -> None:
    assert names(["avis", "motif__argent", "A2", "a2", "1er", "with"]) == [
        "avis", "motif__argent", "A2", "a2_2", "v_1er", "v_with",
    ]  # fmt: skip


def test_two_thousand_long_names_alike_stay_apart() -> None:
    assert len(set(names(["x" * 70] * 2_000))) == 2_000


@given(texts, st.integers(4, 30))
def test_pieces_fit_and_give_the_text_back(text: str, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sav, "LONGEST", most)
        found = pieces(text)
    assert "".join(found) == text
    assert all(len(piece.encode()) <= most for piece in found)


def test_no_piece_ends_with_the_spaces_that_spss_forgets() -> None:
    text = "é" * (LONGEST // 2 - 2) + "    fin"
    first, second = pieces(text)
    assert (first[-1], second) == ("é", "    fin")


@given(st.text(max_size=200), st.integers(10, 300))
def test_a_short_text_stays_and_a_long_one_says_that_it_is_cut(text: str, most: int) -> None:
    made, plain = short(text, most), text.encode("utf-8", "replace").decode()
    assert len(made.encode()) <= most
    assert made == plain or (made.endswith("…") and plain.startswith(made[:-1]))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(texts.map(lambda said: said.rstrip(" ")), min_size=1, max_size=8))
def test_any_text_comes_out_equal(tmp_path: Path, said: list[str]) -> None:
    frame, _meta = read(tmp_path, [Column("texte", "Texte")], [[one] for one in said])
    assert frame["texte"].tolist() == said


def read(folder: Path, columns: list[Column], rows: list[list[Any]], **labels: Any) -> Any:
    """A table after a stay in a file."""
    path = folder / "x.sav"
    sav.write(path, "É" * 80, columns, rows, labels)
    return pyreadstat.read_sav(str(path))


def test_titles_labels_and_the_name_of_the_table_are_cut_visibly(tmp_path: Path) -> None:
    column = Column("a", "Une question " * 30)
    _frame, meta = read(tmp_path, [column], [["x"]], a={"x": "é" * 100})
    assert meta.column_names_to_labels["a"].endswith("…")
    assert meta.variable_value_labels["a"][1.0].endswith("…")
    assert meta.file_label.endswith("…")


def test_numbers_days_flags_and_nothing_are_what_they_are(tmp_path: Path) -> None:
    columns = [
        Column("n", "N", "integer"), Column("d", "D", "decimal"), Column("j", "J", "date"),
        Column("f", "F", "flag"), Column("rien", "R"),
    ]  # fmt: skip
    frame, _meta = read(tmp_path, columns, [[3, 1.5, dt.date(2026, 3, 4), 1, None], [None] * 5])
    assert frame.iloc[0].tolist()[:4] == [3, 1.5, dt.date(2026, 3, 4), 1]
    assert frame.iloc[1, :4].isna().all()
    assert set(frame["rien"]) == {""}


def test_an_answer_that_has_no_label_leaves_the_column_in_words(tmp_path: Path) -> None:
    rows = [["x"], ["inconnu"]]
    frame, meta = read(tmp_path, [Column("a", "A")], rows, a={"x": "X"})
    assert frame["a"].tolist() == ["x", "inconnu"]
    assert "a" not in meta.variable_value_labels
