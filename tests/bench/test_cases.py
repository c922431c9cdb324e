"""The benchmark finds its cases and judges its figures."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.case_workbook import differences
from bench.cases import Figure, cases
from bench.floor_workbook import main as floor
from bench.measure import interleaved, run
from bench.ours_workbook import main as ours

linux = pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")


def test_every_case_file_gives_a_case_with_a_name_of_its_own() -> None:
    names = [case.name for case in cases()]
    assert "workbook" in names
    assert len(set(names)) == len(names)


def test_a_figure_without_target_is_information() -> None:
    assert Figure("taille", 3.0).reached
    assert "target" not in Figure("taille", 3.0).line()


def test_a_target_is_most_or_least() -> None:
    assert [Figure("x", value, 0.75).reached for value in (0.7, 0.8)] == [True, False]
    assert [Figure("x", value, 30, at_least=True).reached for value in (31, 29)] == [True, False]
    assert Figure("x", 0.8, 0.75).line().endswith("MISSED")


@linux
def test_a_child_is_measured_alone() -> None:
    costs = interleaved([("bench.ours_workbook", "10", "/dev/null")], 1)
    assert costs[0].cpu > 0
    assert 5 < costs[0].peak < 200


def test_a_command_that_fails_stops_the_measure() -> None:
    with pytest.raises(Exception, match="non-zero"):
        run("bench.ours_workbook", "not a number", "nowhere")


@pytest.mark.parametrize("write", [floor, ours])
def test_floor_and_ours_write_the_same_cells(write, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.xlsx"
    write(200, path)
    assert differences(path, 200) == 0
