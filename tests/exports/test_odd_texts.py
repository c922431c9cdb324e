"""Odd texts, names and sizes come out of every file as they are stored, or the file says how."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from feedback.codebook.models import Code
from feedback.db import db, writing
from feedback.exports.data import operations as data
from feedback.exports.manager import operations as manager
from feedback.exports.qda import operations as qda
from feedback.exports.research import operations as research
from feedback.exports.tables import operations as tables
from feedback.exports.tables.names import OF_FIGURES, OF_ROWS
from feedback.formats import workbook
from feedback.formats.csv import unguard
from feedback.formats.sheetdata import Limits
from tests.exports.odd import (
    AVIS,
    COMMENT,
    Odd,
    asked,
    french,
    lines,
    machine,
    spss,
    survey_of,
    table_of,
    whole,
)
from tests.formats.office import TEXTS as SHEETS
from tests.formats.office import convert, needs_office

TEXTS = (
    "=1+1", "+33 6 12 34 56 78", "-5 points", "@SOMME(A1)", "\t=tabulation", "＝pleine chasse",
    "'=déjà une apostrophe", '=HYPERLINK("http://x";"y")', "=cmd|' /C calc'!A0",
    "شكراً جزيلاً يا سيدتي", "‏מעורב‏ with English", "👩‍👩‍👧‍👦 merci 🙏🏽", "e\u0301te\u0301",
    'des "guillemets" ; et, virgules', "deux\nlignes", "_x0041_ n'est pas A", "NULL", "0012", "1e5",
    "2026-03-04", "VRAI", "fin\u2028de ligne", "<b>&amp;</b>", "  ",
)  # fmt: skip
LONG = "é" * 32_766 + "🙂" + "=suite " * 1_034 + "fin"  # a sign of two units at the very edge
FORMULA = "f"
FRENCH_CSV = "Text - txt - csv (StarCalc):59,34,76,1,,0,true"  # a quoted field is a text


@pytest.fixture
def odd(app: Flask) -> Odd:
    """One survey, a response and a text each."""
    return Odd()


def told(odd: Odd, texts: tuple[str, ...]) -> dict[str, str]:
    """Every text stored, by its response."""
    survey = odd.survey(survey_of(AVIS, COMMENT))
    odd.answer(survey, len(texts), avis="bon")
    return {number: said for number, said in odd.say(texts).items() if said}


def test_odd_texts_are_equal_in_the_workbook_and_nothing_computes(odd: Odd, tmp_path: Path) -> None:
    stored = told(odd, TEXTS)
    book = odd.workbook(tmp_path / "x.xlsx")
    found = {row["Issu de"]: row["Texte"] for row in table_of(book, "Verbatims")}
    assert {number: found[number] for number in stored} == stored
    answers = {row["Réponse"]: row["Un mot ?"] for row in table_of(book, "Réponses (codes)")}
    assert {number: answers[number] for number in stored} == stored
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != FORMULA
                assert cell.hyperlink is None


@pytest.mark.parametrize("wanted", data.FORMATS)
def test_odd_texts_are_equal_in_every_format(odd: Odd, tmp_path: Path, wanted: str) -> None:
    stored = told(odd, TEXTS)
    files = odd.files(tmp_path / "x.zip", wanted)
    found: dict[str, Any]
    if wanted == data.FRENCH:
        found = {row["Issu de"]: row["Texte"] for row in french(files["verbatims.csv"])}
    elif wanted == data.MACHINE:
        found = {row["origine"]: row["texte"] for row in machine(files["verbatims.csv"])}
    elif wanted == data.LINES:
        found = {row["origine"]: row["texte"] for row in lines(files["verbatims.jsonl"])}
    else:
        frame, _meta = spss(files["verbatims.sav"], tmp_path)
        found = dict(zip(frame["origine"], frame["texte"], strict=True))
    assert {number: found[number] for number in stored} == stored


def test_a_text_of_forty_thousand_signs_goes_on_in_the_next_column_and_the_read_me_says_so(
    odd: Odd, tmp_path: Path
) -> None:
    assert len(LONG) > 40_000
    [(number, said)] = told(odd, (LONG,)).items()
    book = odd.workbook(tmp_path / "x.xlsx")
    [text] = table_of(book, "Verbatims")
    assert text["Texte (suite)"]
    assert whole(text, "Texte") == said
    for sheet in ("Réponses (libellés)", "Réponses (codes)"):
        [answer] = table_of(book, sheet)
        assert whole(answer, "Un mot ?") == said
    readme = [str(row[1].value) for row in book["Lisez-moi"].iter_rows()]
    assert [line for line in readme if "« Verbatims »" in line and "« Texte (suite) »" in line]
    assert [line for line in readme if "libellés" in line and "« Un mot ? (suite) »" in line]
    files = odd.files(tmp_path / "x.zip", data.FRENCH)
    [row] = french(files["verbatims.csv"])
    assert row["Texte (suite)"]
    assert whole(row, "Texte") == said
    assert "« Texte (suite) »" in files["lisez-moi.txt"].decode()
    [row] = machine(odd.files(tmp_path / "y.zip", data.MACHINE)["verbatims.csv"])
    assert (row["texte"], row["origine"]) == (said, number)
    frame, _meta = spss(odd.files(tmp_path / "z.zip", data.SAV)["verbatims.sav"], tmp_path)
    assert frame["texte"].iloc[0] + "".join(
        frame[name].iloc[0] for name in frame if name.startswith("texte_suite")
    ) == said  # fmt: skip


def test_a_continuation_that_begins_as_a_sum_is_guarded_too(odd: Odd, tmp_path: Path) -> None:
    [said] = told(odd, ("é" * 32_767 + "=1+1",)).values()
    content = odd.files(tmp_path / "x.zip", data.FRENCH)["verbatims.csv"]
    assert b";=" not in content
    assert b";'=1+1" in content
    [row] = french(content)
    assert whole(row, "Texte") == said


def test_names_that_no_sheet_and_no_file_may_bear_are_made_bearable(
    app: Flask, tmp_path: Path
) -> None:
    odd = Odd("Étude [A]:*?/\\ « été »", "Maison [1]:*?/\\")
    titles = {"questionnaire_bien_long_premier": "Un [1]:*?/\\", "questionnaire_bien_long_second": "Deux"}  # fmt: skip
    for code, title in titles.items():
        odd.answer(odd.survey(survey_of(AVIS, code=code, title=title)), 2, avis="bon")
    book = odd.workbook(tmp_path / "x.xlsx")
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)
    assert len(set(book.sheetnames)) == len(book.sheetnames)
    readme = {row[0].value: str(row[1].value) for row in book["Lisez-moi"].iter_rows()}
    answers = [name for name in book.sheetnames if name.startswith("Réponses")]
    assert len(answers) == 4
    for name in answers:
        assert readme[name].endswith("2 lignes.")
        assert readme[name].startswith(("Un [1]:*?/\\ :", "Deux :"))
    assert {row["Lieu"] for row in table_of(book, answers[0])} == {"Maison [1]:*?/\\"}
    names = odd.files(tmp_path / "x.zip", data.FRENCH)
    assert {f"reponses_{code}.csv" for code in titles} <= set(names)


def test_a_codebook_of_two_thousand_codes_is_a_matrix_of_as_many_columns(
    odd: Odd, tmp_path: Path
) -> None:
    with writing():
        for number in range(2_000):
            db.session.add(Code(
                study_id=odd.study.id, key=f"K{number}", name=f"Code {number}", position=number,
            ))  # fmt: skip
    told(odd, ("Un texte.",))
    sheet = odd.workbook(tmp_path / "x.xlsx")["Matrice"]
    assert (sheet.max_column, sheet.max_row) == (2_008, 2)
    assert sheet.cell(1, 2_008).value == "K1999 Code 1999"
    for wanted, read in ((data.MACHINE, machine), (data.LINES, lines), (data.FRENCH, french)):
        files = odd.files(tmp_path / "x.zip", wanted)
        [row] = read(files[f"matrice{data.SUFFIX[wanted]}"])
        assert len(row) == 2_008
    frame, meta = spss(odd.files(tmp_path / "x.zip", data.SAV)["matrice.sav"], tmp_path)
    assert frame.shape == (1, 2_008)
    assert meta.column_names_to_labels["K1999"] == "K1999 Code 1999"


def test_more_rows_than_a_sheet_holds_go_on_in_another_with_a_notice(
    odd: Odd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd.answer(odd.survey(survey_of(AVIS)), 20, avis="bon")
    monkeypatch.setattr(workbook, "Limits", lambda: Limits(rows=16))
    book = odd.workbook(tmp_path / "x.xlsx")
    parts = [name for name in book.sheetnames if name.startswith("Réponses (codes)")]
    assert parts == ["Réponses (codes)", "Réponses (codes) (2)"]
    ids = {cell for name in parts for (cell, *_rest) in book[name].iter_rows(2, values_only=True)}
    assert len({number for number in ids if number and len(str(number)) == 10}) == 20
    notices = [cell.value for row in book[parts[0]].iter_rows() for cell in row]
    assert f"La suite est dans la feuille « {parts[1]} »." in notices
    readme = [str(row[1].value) for row in book["Lisez-moi"].iter_rows()]
    assert f"La feuille « {parts[0]} » continue dans « {parts[1]} »." in readme


def test_more_rows_than_a_spreadsheet_opens_go_on_in_another_file_with_a_notice(
    odd: Odd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd.answer(odd.survey(survey_of(AVIS)), 20, avis="bon")
    for most, parts in ((8, [8, 8, 4]), (10, [10, 10]), (20, [20])):
        monkeypatch.setitem(data.MOST, data.FRENCH, most)
        files = odd.files(tmp_path / "x.zip", data.FRENCH)
        names = ["reponses.csv", *(f"reponses_suite{n}.csv" for n in range(1, len(parts)))]
        assert [name for name in files if name.startswith("reponses") and "libelles" not in name] == names  # fmt: skip
        found = [french(files[name]) for name in names]
        assert [len(rows) for rows in found] == parts
        assert len({row["Réponse"] for rows in found for row in rows}) == 20
        readme = files["lisez-moi.txt"].decode()
        assert ("la suite est dans reponses_suite1.csv" in readme) == (len(parts) > 1)
    monkeypatch.setitem(data.MOST, data.SAV, 12)
    files = odd.files(tmp_path / "x.zip", data.SAV)
    frames = [spss(files[name], tmp_path)[0] for name in ("reponses.sav", "reponses_suite1.sav")]
    assert [len(frame) for frame in frames] == [12, 8]
    assert "la suite est dans reponses_suite1.sav" in files["lisez-moi.txt"].decode()
    machines = odd.files(tmp_path / "x.zip", data.MACHINE)
    assert len(machine(machines["reponses.csv"])) == 20


def everything(odd: Odd, folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file that may leave, written."""
    for number, (name, writer, params) in enumerate((
        ("research", research.write, {}),
        ("manager", manager.write, {"place": "", "period": "all", "sites": None}),
        *((f"data {one}", data.write, {"format": one}) for one in data.FORMATS),
        *((f"qdpx {by}", qda.write_qdpx, {"by": by}) for by in ("text", "person", "question")),
        ("iramuteq", qda.write_iramuteq, {}),
        *((f"table {one}", tables.write_rows, {"table": one}) for one in OF_ROWS),
        *(
            (f"figures {one}", tables.write_figures,
             {"table": one, "place": "", "period": "all", "sites": None})
            for one in OF_FIGURES
        ),
    )):  # fmt: skip
        path = folder / str(number)
        writer(odd.work(path, **params))
        db.session.rollback()
        yield name, path


def test_an_empty_study_gives_every_file_empty_and_whole(odd: Odd, tmp_path: Path) -> None:
    for name, path in everything(odd, tmp_path):
        if name == "iramuteq":
            assert path.read_bytes() == b""
        else:
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None, name
                assert archive.namelist()


def test_the_same_file_asked_twice_at_the_same_data_is_the_same_but_for_its_stamp(
    odd: Odd, tmp_path: Path
) -> None:
    told(odd, TEXTS[:6])
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    first = [contents(path) for _name, path in everything(odd, tmp_path / "a")]
    names = []
    for before, (name, path) in zip(first, everything(odd, tmp_path / "b"), strict=True):
        names.append(name)
        after = contents(path)
        assert list(after) == list(before), name
        different = {part for part in after if after[part] != before[part]}
        assert different <= STAMPED, name
    assert len(names) > 20


STAMPED = {"docProps/core.xml", "xl/worksheets/sheet1.xml", "project.qde"}


def contents(path: Path) -> dict[str, bytes]:
    """The parts of a file; in SPSS files without the day and time they were written."""
    if not zipfile.is_zipfile(path):
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    return {n: c[:92] + c[109:] if n.endswith(".sav") else c for n, c in held.items()}


def test_a_question_reworded_keeps_its_column_and_an_option_taken_away_its_words(
    odd: Odd, tmp_path: Path
) -> None:
    survey = odd.survey(survey_of(AVIS, asked("ecoute", "yes_no", "Écouté ?", oui="Oui", non="Non")))  # fmt: skip
    odd.answer(survey, 2, avis="mauvais", ecoute="oui")
    odd.again(survey, survey_of(
        asked("avis", "single", "Qu'en pensez-vous ?", bon="Plutôt bon", autre="Autre avis"),
    ))  # fmt: skip
    odd.answer(survey, 3, avis="autre")
    book = odd.workbook(tmp_path / "x.xlsx")
    answers = table_of(book, "Réponses (libellés)")
    assert "Votre avis ?" not in answers[0]
    assert sorted(row["Qu'en pensez-vous ?"] for row in answers) == ["Autre avis"] * 3 + ["Mauvais"] * 2  # fmt: skip
    assert sum(row["Écouté ?"] == "Oui" for row in answers) == 2
    told_ = [row for row in table_of(book, "Dictionnaire") if row["Colonne"] == "avis"]
    assert any("question reformulée (avant : « Votre avis ? »)" in str(row["Ce qui a changé"]) for row in told_)  # fmt: skip
    removed = next(row for row in told_ if row["Valeur"] == "mauvais")
    assert (removed["Versions"], removed["Libellé"]) == ("1", "Mauvais")
    frame, meta = spss(odd.files(tmp_path / "x.zip", data.SAV)["reponses.sav"], tmp_path)
    labels = meta.variable_value_labels["avis"]
    assert list(labels.values()) == ["Plutôt bon", "Mauvais", "Autre avis"]
    assert sorted(labels[value] for value in frame["avis"]) == ["Autre avis"] * 3 + ["Mauvais"] * 2
    for wanted, read in ((data.MACHINE, machine), (data.LINES, lines)):
        files = odd.files(tmp_path / "x.zip", wanted)
        found = read(files[f"reponses{data.SUFFIX[wanted]}"])
        assert sorted(row["avis"] for row in found) == ["autre"] * 3 + ["mauvais"] * 2


def test_a_question_named_as_a_column_of_every_response_takes_nothing_from_it(
    odd: Odd, tmp_path: Path
) -> None:
    names = ("mode", "langue", "lieu", "version", "reponse")
    odd.answer(
        odd.survey(survey_of(*(asked(n, "single", f"Q {n} ?", a="A", b="B") for n in names))), 2,
        **dict.fromkeys(names, "b"),
    )  # fmt: skip
    for wanted, read in ((data.MACHINE, machine), (data.LINES, lines)):
        rows = read(odd.files(tmp_path / "x.zip", wanted)[f"reponses{data.SUFFIX[wanted]}"])
        assert {(row["mode"], row["lieu"]) for row in rows} == {("borne", "Maison")}
        assert {row["question_mode"] for row in rows} == {"b"}
        assert len({row["reponse"] for row in rows}) == 2
    told_ = table_of(odd.workbook(tmp_path / "x.xlsx"), "Dictionnaire")
    assert {row["Colonne"] for row in told_} == {f"question_{name}" for name in names}
    frame, meta = spss(odd.files(tmp_path / "x.zip", data.SAV)["reponses.sav"], tmp_path)
    assert set(frame["mode"]) == {"borne"}
    assert meta.variable_value_labels["question_mode"] == {1.0: "A", 2.0: "B"}


def test_a_label_that_spss_would_cut_says_so_and_the_dictionary_has_it_whole(
    odd: Odd, tmp_path: Path
) -> None:
    long = "É" * 150
    survey = odd.survey(survey_of(asked("avis", "single", "Avis ?", bon=long, autre="Autre")))
    odd.answer(survey, avis="bon")
    files = odd.files(tmp_path / "x.zip", data.SAV)
    _frame, meta = spss(files["reponses.sav"], tmp_path)
    cut = meta.variable_value_labels["avis"][1.0]
    assert cut.endswith("…")
    assert len(cut.encode()) <= 120
    frame, _meta = spss(files["dictionnaire.sav"], tmp_path)
    assert long in set(frame["libelle"])


@settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(st.text(max_size=60), min_size=1, max_size=20))
def test_every_stored_text_comes_out_equal(app: Flask, texts: list[str]) -> None:
    odd = Odd()
    survey = odd.survey(survey_of(AVIS, COMMENT))
    odd.answer(survey, len(texts), avis="bon")
    stored = {number: said for number, said in odd.say(texts).items() if said}
    path = Path(app.instance_path) / "any.xlsx"
    found = {row["Issu de"]: row["Texte"] for row in table_of(odd.workbook(path), "Verbatims")}
    assert {number: found.get(number) for number in stored} == stored
    rows = machine(odd.files(path, data.MACHINE)["verbatims.csv"])
    assert {row["origine"]: row["texte"] for row in rows if row["texte"]} == stored
    path.unlink()


@needs_office
def test_a_spreadsheet_opens_the_french_csv_with_every_text_and_no_sum(
    odd: Odd, tmp_path: Path
) -> None:
    stored = told(odd, (*TEXTS, LONG))
    path = tmp_path / "verbatims.csv"
    path.write_bytes(odd.files(tmp_path / "x.zip", data.FRENCH)["verbatims.csv"])
    [made] = convert(path, "xlsx", tmp_path, f"--infilter={FRENCH_CSV}")
    book = load_workbook(made)
    assert not [c for row in book.active.iter_rows() for c in row if c.data_type == FORMULA]
    rows = [
        {name: unguard(str(cell or "")) for name, cell in row.items()}
        for row in table_of(book, book.active.title)
    ]
    found = {row["Issu de"]: whole(row, "Texte") for row in rows}
    for number, said in stored.items():
        assert found[number] == said.replace("\r", "\n")


@needs_office
def test_a_spreadsheet_opens_a_table_with_every_text(odd: Odd, tmp_path: Path) -> None:
    stored = told(odd, TEXTS)
    path = tmp_path / "table.xlsx"
    tables.write_rows(odd.work(path, table="texts"))
    db.session.rollback()
    made = [one for one in convert(path, SHEETS, tmp_path) if "Verbatims" in one.name]
    rows = csv.DictReader(io.StringIO(made[0].read_text("utf-8"), newline=""))
    found = {row["Issu de"]: row["Texte"] for row in rows}
    assert {number: found[number] for number in stored} == stored
