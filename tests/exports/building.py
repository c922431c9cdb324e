"""A small study that holds one of everything, always the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from sqlalchemy import update

from feedback.accounts.models import Account
from feedback.analysis.operations import show_closed
from feedback.codebook.models import Code
from feedback.coding import operations as coding
from feedback.coding.models import Coding
from feedback.corpus import operations as corpus
from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.exports.manager import operations as manager
from feedback.exports.research import operations as research
from feedback.instruments.models import Instrument, Version
from feedback.jobs.work import Work
from feedback.journeys.models import Interview, Step
from feedback.paroles.models import Parole
from feedback.responses.models import Response
from feedback.studies.models import Study
from tests.factories import (
    make_account,
    make_codebook,
    make_interview,
    make_member,
    make_responses,
    make_site,
    make_study,
    make_survey,
)

TODAY = dt.date(2026, 5, 20)
STAMP = dt.datetime(2026, 5, 20, 8, 30, tzinfo=dt.UTC)
MARCH, APRIL = dt.date(2026, 3, 4), dt.date(2026, 4, 8)
SECRET = "Madame Untel"  # in texts nobody has read


class Small:
    """Two sites, twenty-six answers, comments in every state, an interview, two paroles."""

    def __init__(self) -> None:
        lead = make_account(name="Inès Lead")
        self.study: Study = make_study(
            make_site("Maison Nord", "Nord"), make_site("Maison Sud", "Sud"),
            title="Petite étude", lead=lead,
        )  # fmt: skip
        self.lead: Account = lead
        self.survey: Instrument = make_survey(self.study)
        self.codes: dict[str, Code] = make_codebook(self.study)
        self.coder: Account = make_member(self.study, "coder", name="Awa Coder")
        self._answers()
        self._texts()
        self._journey()
        self._paroles()

    def _answers(self) -> None:
        common: dict[str, Any] = {"resultat": "oui", "motif": ["argent", "logement"]}
        good = {"satisfaction": "tres_bien", "effort": "facile", "ecoute": "oui", **common}
        make_responses(self.study, self.survey, 12, day=MARCH, answers=good)
        bad = {"satisfaction": "pas_bien", "effort": "ne_sait_pas", "ecoute": "non",
               "resultat": "non", "renoncement": "oui", "motif_renoncement": ["complique"]}  # fmt: skip
        make_responses(self.study, self.survey, 8, day=APRIL, site=1, mode="lien", language="ar",
                       answers=bad)  # fmt: skip
        make_responses(self.study, self.survey, 3, day=MARCH, complete=False, last_step="effort",
                       answers={"satisfaction": "moyen"})  # fmt: skip
        make_responses(self.study, self.survey, 2, day=MARCH, flags=("too_fast",), answers=good)
        make_responses(self.study, self.survey, 1, day=dt.date(2026, 5, 6), answers=good,
                       texts={"commentaire": "=SOMME(A1) n'est pas un calcul"})  # fmt: skip

    def text(self, said: str, state: str, **values: Any) -> Document:
        """A comment of a response, in a state."""
        responses = db.session.query(Response).order_by(Response.id).all()
        number = db.session.query(Document).count()
        origin = values.pop("origin", ("responses", responses[number].public_id))
        with writing():
            document = corpus.receive(
                study_id=self.study.id, site_id=values.pop("site_id", self.study.sites[0].id),
                origin=origin, part=values.pop("part", "commentaire"),
                kind=values.pop("kind", "comment"), speaker=values.pop("speaker", "user"),
                language=values.pop("language", "fr"), mode=values.pop("mode", "borne"),
                day=values.pop("day", MARCH), text=said, quotable=values.pop("quotable", False),
                attribution=values.pop("attribution", ""), attributes=values.pop("attributes", {}),
            )  # fmt: skip
            document.state = state
            for name, value in values.items():
                setattr(document, name, value)
        return document

    def code(self, document: Document, start: int, end: int, key: str, valence: int = 0) -> None:
        """A coding."""
        with writing():
            coding.add(
                db.session.get_one(Account, self.coder.id),
                db.session.get_one(Document, document.id), start, end, self.codes[key], valence,
                "un mémo" if valence else "",
            )  # fmt: skip

    def _texts(self) -> None:
        first = db.session.query(Document).one()
        with writing():
            db.session.get_one(Document, first.id).state = "read"
        read = self.text("On m'a bien écoutée. J'ai attendu.", "read", quotable=True)
        self.code(read, 0, 20, "A2", 1)
        self.code(read, 21, 34, "B4", -1)
        self.text("J'attends depuis trois mois.", "validated", quotable=True, validated_at=STAMP)
        self.text("Validé mais sans permission.", "validated", validated_at=STAMP)
        alert = self.text("Un texte d'alerte.", "validated", quotable=True, validated_at=STAMP)
        self.code(alert, 0, 5, "Z1")
        self.text(f"{SECRET} m'a reçue.", "to_read", quotable=True)
        arabic = self.text("شكرا جزيلا", "validated", language="ar", quotable=True,
                           validated_at=STAMP, site_id=self.study.sites[1].id)  # fmt: skip
        self.text("Merci beaucoup", "validated", quotable=True, translation_of_id=arabic.id,
                  translator="Awa", validated_at=STAMP, origin=("responses", arabic.origin_id),
                  part="commentaire", site_id=self.study.sites[1].id)  # fmt: skip

    def _journey(self) -> None:
        interview = make_interview(self.study, self.lead, "La rupture", "Le dossier")
        with writing():
            kept = db.session.get_one(Interview, interview.id)
            kept.state, kept.completed_at, kept.notes_read_at = "complete", STAMP, STAMP
            first = kept.steps[0]
            first.channel, first.actor, first.emotion = "telephone", "caf", -2
            first.friction, first.waiting_days = "Tout redire", 12
        self.text("Je n'ai pas osé.", "read", kind="step", mode="entretien",
                  part=f"step:{interview.steps[0].public_id}",
                  origin=("journeys", interview.public_id))  # fmt: skip
        make_interview(self.study, self.lead, f"Un brouillon sur {SECRET}")

    def _paroles(self) -> None:
        sheet = make_survey(self.study, "parole")
        for said, state, permission in (
            ("Je n'ai plus le temps d'écouter.", "validated", "with_job"),
            (f"Parole à relire de {SECRET}", "to_read", "anonymous"),
        ):
            document = self.text(
                said, state, kind="parole", speaker="professional", part="parole",
                mode="lien", quotable=True, attribution="travailleur social", site_id=None,
                origin=("paroles", f"parole{permission[:4]}"),
                validated_at=STAMP if state == "validated" else None,
            )  # fmt: skip
            with writing():
                db.session.add(
                    Parole(
                        public_id=f"parole{permission[:4]}", study_id=self.study.id,
                        version_id=sheet.versions[0].id, response_uuid=f"uuid-{permission}",
                        document_id=document.id, mode="lien", received_on=MARCH,
                        kind="professional", job="travailleur_social", context="atelier",
                        theme="relation", permission=permission, service=SECRET,
                    )
                )  # fmt: skip

    def show(self) -> None:
        """Show the closed months."""
        with writing():
            show_closed(db.session.get_one(Instrument, self.survey.id), TODAY, 5)

    def write(self, kind: str, path: Path, **params: Any) -> Workbook:
        """One of the two workbooks, read back."""
        self.show()
        work = Work("job", self.lead.id, self.study.id, {"threshold": 5, **params}, path, ignore)
        (manager if kind == "manager" else research).write(work)
        db.session.rollback()
        return load_workbook(path)

    def name_everything(self) -> None:
        """Ids in order instead of random ones, so that a file can be compared."""
        with writing():
            for table, letter in (
                (Response, "r"),
                (Document, "d"),
                (Coding, "c"),
                (Interview, "i"),
            ):
                for row in db.session.query(table).order_by(table.id):
                    old, new = row.public_id, f"{letter}{row.id:04d}"
                    rows = update(table).where(table.id == row.id)
                    db.session.execute(rows.values(public_id=new))
                    origins = update(Document).where(Document.origin_id == old)
                    db.session.execute(origins.values(origin_id=new))
            for step in db.session.query(Step).order_by(Step.id):
                parts = update(Document).where(Document.part == f"step:{step.public_id}")
                db.session.execute(parts.values(part=f"step:s{step.id:04d}"))
                same = update(Step).where(Step.id == step.id)
                db.session.execute(same.values(public_id=f"s{step.id:04d}"))
            db.session.execute(update(Coding).values(created_at=STAMP))
            db.session.execute(update(Version).values(published_at=STAMP))
        db.session.expire_all()


def ignore(progress: int, step: str) -> None:
    """Nobody watches."""


def cells(book: Workbook) -> list[str]:
    """Every text of a workbook."""
    return [
        str(value)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for value in row
        if value is not None
    ]


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """Rows of a sheet by the titles of its columns."""
    lines = list(book[sheet].iter_rows(values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
