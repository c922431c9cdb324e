"""A study of everything that files get wrong, written in any format and read back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyreadstat
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from feedback.accounts.models import Account
from feedback.corpus import operations as corpus
from feedback.corpus.models import Document
from feedback.db import db, utcnow, writing
from feedback.exports.data import operations as data
from feedback.exports.research import operations as research
from feedback.formats.csv import unguard
from feedback.instruments import operations as instruments
from feedback.instruments.models import Instrument
from feedback.jobs.work import Work
from feedback.responses.models import Response
from feedback.studies.models import Study
from tests.exports.building import ignore
from tests.factories import make_lead, make_responses, make_site, make_study

WRITER = {"threshold": 5}


def survey_of(*questions: dict[str, Any], code: str = "accueil", title: str = "Visite") -> bytes:
    """A survey of these questions, as a file."""
    return json.dumps({
        "format": 1, "code": code, "kind": "survey", "title": {"fr": title},
        "languages": ["fr"], "reviewed": ["fr"], "questions": list(questions),
    }).encode()  # fmt: skip


def asked(code: str, kind: str, text: str, **options: str) -> dict[str, Any]:
    """A question; options are values with their labels."""
    made: dict[str, Any] = {"code": code, "kind": kind, "text": {"fr": text}}
    if options:
        made["options"] = [{"value": v, "label": {"fr": label}} for v, label in options.items()]
    return made


AVIS = asked("avis", "single", "Votre avis ?", bon="Bon", mauvais="Mauvais")
COMMENT = asked("commentaire", "long_text", "Un mot ?")


class Odd:
    """A study whose names and texts are as odd as one likes."""

    def __init__(self, title: str = "Étude", site: str = "Maison") -> None:
        self.study: Study = make_study(make_site(site), title=title)
        self.lead: Account = make_lead(self.study)

    def survey(self, file: bytes) -> Instrument:
        """A published survey."""
        with writing():
            study = db.session.get_one(Study, self.study.id)
            made = instruments.create_from_json(self.lead, study, file)
            instruments.publish(self.lead, study, made)
        return made

    def again(self, survey: Instrument, file: bytes) -> None:
        """Another version is asked, whatever it changes: publishing would refuse some of it."""
        with writing():
            held = db.session.get_one(Instrument, survey.id)
            made = instruments.save_draft(self.lead, held, instruments.read_file(file))
            for version in held.versions:
                version.status = "superseded"
            made.status, made.published_at = "published", utcnow()

    def answer(self, survey: Instrument, count: int = 1, **answers: object) -> None:
        """Responses to the version asked now."""
        held = db.session.get_one(Instrument, survey.id)
        held.versions.sort(key=lambda version: -version.number)
        make_responses(self.study, held, count, answers=answers)
        db.session.expire_all()

    def say(self, texts: Sequence[str]) -> dict[str, str]:
        """A read comment for each of the last responses; the texts as stored, by response."""
        found = db.session.query(Response).order_by(Response.id.desc()).limit(len(texts))
        stored = {}
        for response, said in zip(found.all(), texts, strict=True):
            with writing():
                kept = corpus.receive(
                    study_id=self.study.id, site_id=response.site_id, part="commentaire",
                    origin=("responses", response.public_id), kind="comment", speaker="user",
                    language="fr", mode="borne", day=dt.date(2026, 3, 4), text=said,
                    quotable=False,
                )  # fmt: skip
                kept.state = "read"
            stored[response.public_id] = db.session.get_one(Document, kept.id).text
        return stored

    def work(self, path: Path, **params: Any) -> Work:
        """A job on the study."""
        return Work("job", self.lead.id, self.study.id, {**WRITER, **params}, path, ignore)

    def workbook(self, path: Path) -> Workbook:
        """The researchers' workbook."""
        research.write(self.work(path))
        db.session.rollback()
        return load_workbook(path)

    def files(self, path: Path, wanted: str) -> dict[str, bytes]:
        """The files of an archive."""
        data.write(self.work(path, format=wanted))
        db.session.rollback()
        with zipfile.ZipFile(path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def table_of(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """Rows of a sheet by its titles."""
    lines = book[sheet].iter_rows(values_only=True)
    titles = next(lines)
    return [dict(zip(titles, line, strict=True)) for line in lines]


def french(content: bytes) -> list[dict[str, str]]:
    """Rows of a French CSV, as its read-me says to read them."""
    text = content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    return [{unguard(title): unguard(cell) for title, cell in row.items()} for row in rows]


def machine(content: bytes) -> list[dict[str, str]]:
    """Rows of a CSV for machines."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def lines(content: bytes) -> list[dict[str, Any]]:
    """Objects of JSON lines, split at line feeds only."""
    return [json.loads(line) for line in content.decode().split("\n") if line]


def spss(content: bytes, folder: Path) -> tuple[Any, Any]:
    """A table of SPSS and what is said of it."""
    path = folder / "read.sav"
    path.write_bytes(content)
    return pyreadstat.read_sav(str(path))


def whole(row: dict[str, Any], start: str) -> str:
    """A text from the cells it goes on in."""
    return "".join(str(cell) for title, cell in row.items() if title.startswith(start) and cell)
