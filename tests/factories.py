"""Plain functions that put things in the database of a test."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from feedback.accounts import operations as accounts
from feedback.accounts.models import Account
from feedback.accounts.queries import holders
from feedback.codebook import operations as codebook
from feedback.codebook.models import Code
from feedback.codebook.queries import codes
from feedback.coding import operations as coding
from feedback.corpus import operations as corpus
from feedback.corpus.models import Document
from feedback.db import db, writing
from feedback.instruments import operations as instruments
from feedback.instruments import queries
from feedback.instruments.kinds.base import Cleaned
from feedback.instruments.models import Instrument
from feedback.instruments.queries import definition_of
from feedback.journeys import operations as journeys
from feedback.journeys.models import Interview
from feedback.journeys.steps import operations as steps
from feedback.kiosk import operations as kiosk
from feedback.kiosk.models import Device, SurveyLink
from feedback.responses import operations as responses
from feedback.responses.handed import Handed, tally_pairs
from feedback.studies import operations as studies
from feedback.studies.models import Site, Study

NOTICE = {
    "organisation": "Métropole d'essai",
    "service": "Accueil social",
    "contact": "accueil@example.org",
    "dpo": "dpo@example.org",
    "retention_texts_months": 3,
    "retention_years": 5,
}
_count = iter(range(1, 10**9))


def make_account(*house_roles: str, name: str = "") -> Account:
    """An active account, with house roles if named (its password is unset: use `sign_in`)."""
    number = next(_count)
    with writing():
        account = accounts.create_account(
            None, f"p{number}@example.org", name or f"Personne {number}"
        )
        for role in house_roles:
            accounts.grant_role(None, account, role)
    return account


def make_site(name: str = "", territory: str = "Nord") -> Site:
    """A site."""
    number = next(_count)
    with writing():
        return studies.save_site(
            None, None, code=f"S{number}", name=name or f"Maison {number}", territory=territory
        )


def make_study(*sites: Site, title: str = "Étude", lead: Account | None = None) -> Study:
    """A study with its notice filled, its sites and a lead."""
    lead = lead or make_account()
    sites = sites or (make_site(),)
    with writing():
        study = studies.create_study(lead, title, lead)
        study.notice, study.sites = dict(NOTICE), [db.session.merge(s) for s in sites]
        study.languages = ["fr", "fr-x-simple", "en", "es", "pt", "ar"]
        study.demonstration = True
    return study


def make_member(study: Study, role: str, sites: set[int] | None = None, name: str = "") -> Account:
    """A new account with one role in the study."""
    account = make_account(name=name)
    with writing():
        accounts.grant_role(None, account, role, study.id, sites)
    return account


def make_survey(study: Study, name: str = "accueil") -> Instrument:
    """A published instrument of the starter library."""
    lead = make_account()
    with writing():
        instrument = instruments.create_from_library(lead, study, name)
        instruments.publish(lead, study, instrument)
    return instrument


def make_link(study: Study, instrument: Instrument) -> SurveyLink:
    """An open link at the study's first site."""
    with writing():
        return kiosk.open_link(make_lead(study), study, instrument, study.sites[0])


def make_lead(study: Study) -> Account:
    """The study's lead."""
    return holders(study.id, "study_lead")[0]


def make_device(study: Study, instrument: Instrument) -> tuple[Device, str]:
    """A paired tablet at the study's first site, and its credential."""
    with writing():
        lead = make_lead(study)
        device, _code = kiosk.add_device(lead, study, instrument, study.sites[0], "Borne", "borne")
        credential = kiosk.pair(device)
    return device, credential


def make_document(study: Study, text: str, state: str = "to_read", **values: object) -> Document:
    """A comment of the corpus, in a state; `values` are columns."""
    number = next(_count)
    with writing():
        document = corpus.receive(
            study_id=study.id, site_id=study.sites[0].id, origin=("responses", f"o{number}"),
            part="commentaire", kind=str(values.pop("kind", "comment")), speaker="user",
            language=str(values.pop("language", "fr")), mode="borne", day=None, text=text,
            quotable=bool(values.pop("quotable", True)),
        )  # fmt: skip
        for name, value in values.items():
            setattr(document, name, value)
        document.state = state
    return document


def make_interview(
    study: Study, interviewer: Account | None = None, *titles: str, given: Collection[str] = (),
    guide: str = "separation",
) -> Interview:  # fmt: skip
    """An interview in progress, with a step per title; the guide is published if need be."""
    known = {i.code: i for i in queries.instruments(study, "interview")}
    instrument = known.get(guide) or make_survey(study, guide)
    with writing():
        version = queries.published(db.session.get_one(Instrument, instrument.id))
        assert version is not None
        interview = journeys.begin(
            interviewer or make_lead(study), db.session.get_one(Study, study.id), version,
            pseudonym="Anouk", place="office", day=dt.date(2026, 5, 4), given=given,
        )  # fmt: skip
        for title in titles:
            steps.add(interview, Cleaned({}, {"titre": title}))
    return interview


def make_codebook(study: Study) -> dict[str, Code]:
    """The starter codebook in the study, its codes by key."""
    with writing():
        codebook.create_from_library(make_lead(study), study)
    return {code.key: code for code in codes(study)}


def make_responses(
    study: Study, survey: Instrument, count: int, *, day: dt.date = dt.date(2026, 3, 4),
    site: int = 0, mode: str = "borne", language: str = "fr", answers: dict[str, object] | None = None,
    **values: object,
) -> None:  # fmt: skip
    """Alike responses at one of the study's sites; `values` are parts of `Handed`."""
    version = survey.versions[0]
    definition = definition_of(version)
    given = {"satisfaction": "tres_bien", "resultat": "oui"} if answers is None else answers
    texts = values.get("texts", {})
    pairs = tally_pairs(definition, given, texts, mode)  # type: ignore[arg-type]
    common: dict[str, object] = {
        "study_id": study.id, "instrument_id": survey.id, "version_id": version.id,
        "site_id": study.sites[site].id, "mode": mode, "language": language, "complete": True,
        "day": day, "half": "am", "answers": given,
    }  # fmt: skip
    with writing():
        for _turn in range(count):
            responses.hand_in(Handed(uuid=str(uuid.uuid4()), **{**common, **values}), pairs, "key")  # type: ignore[arg-type]


def make_coding() -> None:
    """A coded passage of a read text, and all that it hangs on."""
    study = make_study()
    code = next(c for c in make_codebook(study).values() if c.codable)
    coder = make_member(study, "coder")
    document = make_document(study, "On m'a bien écoutée.", state="read")
    with writing():
        coding.add(coder, document, 0, 5, code)
