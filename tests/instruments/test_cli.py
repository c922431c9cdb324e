"""The command that says what is wrong in a questionnaire's file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from feedback.instruments import library
from tests.instruments.making import document, source


def test_a_sound_file_is_told_in_a_line(house: Flask, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(library.load("accueil").as_json()), "utf-8")
    done = house.test_cli_runner().invoke(args=["instruments", "validate", str(file)])
    assert (done.exit_code, done.output) == (0, "accueil : survey, 8 questions\n")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (json.dumps(document(source("single", "avis", options=[]))), "Question « avis »"),
        (json.dumps(document(source("single"), format=7)), "version plus récente"),
        ("{", "JSON"),
    ],
)
def test_every_fault_is_told_and_the_command_fails(
    house: Flask, tmp_path: Path, content: str, words: str
) -> None:
    file = tmp_path / "a.json"
    file.write_text(content, "utf-8")
    done = house.test_cli_runner().invoke(args=["instruments", "validate", str(file)])
    assert done.exit_code == 1
    assert words in done.output
