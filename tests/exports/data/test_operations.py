"""The tables of a small study in each format hold what the workbook holds."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pyreadstat
import pytest
from flask import Flask

from feedback.db import db
from feedback.exports.data.operations import FORMATS, write
from feedback.formats import csv as ours
from feedback.formats import sav
from feedback.formats.columns import Column
from feedback.jobs.work import Work
from tests.exports.building import SECRET, Small, ignore
from tests.exports.golden import golden


@pytest.fixture
def small(app: Flask) -> Small:
    return Small()


def made(small: Small, path: Path, wanted: str) -> dict[str, bytes]:
    """The files of an archive."""
    params: dict[str, Any] = {"format": wanted, "threshold": 5}
    write(Work("job", small.lead.id, small.study.id, params, path, ignore))
    db.session.rollback()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("wanted", FORMATS)
def test_every_table_is_there_and_nothing_unread(small: Small, tmp_path: Path, wanted: str) -> None:
    files = made(small, tmp_path / "x.zip", wanted)
    stems = {name.partition(".")[0] for name in files}
    assert {
        "reponses",
        "verbatims",
        "codages",
        "matrice",
        "memos",
        "dictionnaire",
        "lisez-moi",
    } <= stems
    readme = files["lisez-moi.txt"].decode()
    assert "DOCUMENT DE TRAVAIL" in readme
    assert "reponses" in readme
    assert not any(SECRET.encode() in content for content in files.values())


def test_the_machine_csv_and_the_json_lines_say_the_same(small: Small, tmp_path: Path) -> None:
    plain = made(small, tmp_path / "a.zip", "machine")["reponses.csv"].decode()
    lines = made(small, tmp_path / "b.zip", "jsonl")["reponses.jsonl"].decode()
    rows = list(csv.DictReader(io.StringIO(plain, newline="")))
    objects = [json.loads(line) for line in lines.splitlines()]
    assert len(rows) == len(objects) > 20
    for row, one in zip(rows, objects, strict=True):
        assert row["reponse"] == one["reponse"]
        assert row["satisfaction"] == (one["satisfaction"] or "")
        assert row["semaine"] == one["semaine"]
    said = {one["commentaire"] for one in objects}
    assert any(text and text.startswith("=SOMME") for text in said) or "commentaire" in rows[0]


def test_the_french_csv_is_inert_and_opens_with_its_accents(small: Small, tmp_path: Path) -> None:
    files = made(small, tmp_path / "x.zip", "csv")
    assert files["reponses_libelles.csv"].startswith("\ufeff".encode())
    text = files["reponses_libelles.csv"].decode("utf-8-sig")
    assert ";" in text.splitlines()[0]
    assert ";=" not in text
    assert ours.unguard("'=1") == "=1"


def test_spss_reads_labels_numbers_dates_and_texts(small: Small, tmp_path: Path) -> None:
    files = made(small, tmp_path / "x.zip", "sav")
    path = tmp_path / "reponses.sav"
    path.write_bytes(files["reponses.sav"])
    frame, meta = pyreadstat.read_sav(str(path))
    assert len(frame) > 20
    labels = meta.variable_value_labels["satisfaction"]
    assert len(set(labels.values())) >= 3
    number = next(n for n, words in labels.items() if frame["satisfaction"].eq(n).any())
    assert labels[number]
    assert (
        "satis" in meta.column_names_to_labels["satisfaction"].lower()
        or meta.column_names_to_labels["satisfaction"]
    )
    assert isinstance(frame["semaine"].dropna().iloc[0], dt.date)


def test_the_same_file_asked_twice_is_the_same(small: Small, tmp_path: Path) -> None:
    for wanted in ("csv", "machine", "jsonl"):
        made(small, tmp_path / "a.zip", wanted)
        made(small, tmp_path / "b.zip", wanted)
        assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_spss_takes_long_texts_odd_names_and_values_without_label(tmp_path: Path) -> None:
    columns = [
        Column("1er choix", "Premier"), Column("with", "Avec"), Column("q.a", "Un"), Column("q_a", "Deux"),
        Column("texte", "Texte"), Column("vide", "Vide", "integer"),
    ]  # fmt: skip
    long = "é" * 40_000 + "🙂" * 10
    rows = [["a", "b", 1, 2.5, long, None], [None, "=1+1", None, None, "", None]]
    path = tmp_path / "x.sav"
    sav.write(path, "Titre", columns, rows, {"1er choix": {"a": "Oui"}})
    frame, meta = pyreadstat.read_sav(str(path))
    assert list(frame.columns)[:4] == ["v_1er_choix", "v_with", "q_a", "q_a_2"]
    whole = "".join(frame[name].iloc[0] for name in frame.columns if name.startswith("texte"))
    assert whole == long
    assert meta.variable_value_labels["v_1er_choix"] == {1.0: "Oui"}
    assert frame["v_with"].iloc[1] == "=1+1"


def test_a_column_nobody_filled_is_of_its_kind_in_spss(tmp_path: Path) -> None:
    columns = [Column("avis", ""), Column("jour", "", type="date"), Column("n", "", type="integer"),
               Column("mot", "")]  # fmt: skip
    for rows in ([["oui", dt.date(2026, 3, 4), 2, "x"]], [[None, None, None, None]], []):
        sav.write(tmp_path / "x.sav", "t", columns, rows, {"avis": {"oui": "Oui"}})
        _, told = pyreadstat.read_sav(tmp_path / "x.sav")
        kinds = [told.original_variable_types[name] for name in ("avis", "jour", "n", "mot")]
        assert [kind[0] for kind in kinds] == ["F", "E", "F", "A"], rows


def test_a_study_without_anything_gives_its_empty_tables(app: Flask, tmp_path: Path) -> None:
    from tests.factories import make_lead, make_study

    study = make_study()
    lead = make_lead(study)
    for wanted in FORMATS:
        path = tmp_path / f"{wanted}.zip"
        write(Work("job", lead.id, study.id, {"format": wanted, "threshold": 5}, path, ignore))
        db.session.rollback()
        with zipfile.ZipFile(path) as archive:
            assert "verbatims" in " ".join(archive.namelist())


def as_text(name: str, content: bytes, aside: Path) -> str:
    """A file as its reader finds it."""
    if not name.endswith(".sav"):
        return content.decode()
    aside.write_bytes(content)
    rows, told = pyreadstat.read_sav(aside)
    variables = [
        f"{one} | {told.column_names_to_labels[one]} | {told.original_variable_types[one]}"
        f" | {told.variable_measure[one]} | {told.variable_value_labels.get(one, '')}"
        for one in told.column_names
    ]
    return "\n".join([*variables, *map(str, rows.values.tolist())]) + "\n"


@pytest.mark.parametrize("wanted", FORMATS)
def test_the_archive_is_the_golden_one(small: Small, tmp_path: Path, wanted: str) -> None:
    small.name_everything()
    files = made(small, tmp_path / "x.zip", wanted)
    parts = [f"== {name}\n{as_text(name, files[name], tmp_path / 'x.sav')}" for name in files]
    golden(small, f"data_{wanted}", "\n".join(parts))
