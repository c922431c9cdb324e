"""Journeys of one event read together, as pages and workbooks."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from flask import Flask
from openpyxl import load_workbook

from feedback.analysis import desk as results
from feedback.analysis.journeys.queries import telling
from feedback.db import writing
from feedback.instruments.kinds.base import Cleaned
from feedback.journeys.steps import operations as steps
from feedback.studies.models import Study
from tests.factories import make_codebook, make_interview, make_member, make_site, make_study
from tests.page_client import PageClient
from tests.statements import counted


@pytest.fixture(autouse=True)
def june(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day is known."""
    monkeypatch.setattr(results, "today", lambda: dt.date(2026, 6, 10))


def tell(study: Study, *told: tuple[dict[str, object], str], guide: str = "separation") -> None:
    """A complete journey: the answers of each step and its title."""
    made = make_interview(study, guide=guide)
    with writing():
        for answers, title in told:
            steps.add(made, Cleaned(answers, {"titre": title}))
        made.state = "complete"


class Event:
    """Three separations and one birth, at the house and at the CAF."""

    def __init__(self) -> None:
        self.study = make_study(make_site("Maison 1"), make_site("Maison 2"))
        make_codebook(self.study)
        for emotion, waiting, outcome in ((-2, 30, "obtenu"), (-1, 60, "abandon"), (0, 0, "obtenu")):  # fmt: skip
            caf = {
                "acteur": "caf", "canal": "site", "emotion": emotion, "delai": waiting,
                "resultat": outcome, "friction_dimensions": ["B4"] if emotion < 0 else [],
                **({"forme_non_recours": "non_demande"} if outcome == "abandon" else {}),
            }  # fmt: skip
            tell(self.study, ({"acteur": "mdm", "emotion": 2}, "Accueil"), (caf, "Dossier secret"))
        tell(self.study, ({"acteur": "pmi", "emotion": 1}, "Visite"), guide="naissance")
        self.address = f"/etudes/{self.study.public_id}/parcours-lus-ensemble"


@pytest.fixture
def event(app: Flask) -> Event:
    """The study."""
    return Event()


@pytest.fixture
def coder(event: Event, client: PageClient) -> PageClient:
    """Somebody who holds the rows."""
    return client.sign_in(make_member(event.study, "coder"))


def row(page: object, name: str) -> str:
    """The words of the row of a stage."""
    rows = [" ".join(" ".join(one.itertext()).split()) for one in page.all("tr")]  # type: ignore[attr-defined]
    return next(one for one in rows if one.startswith(name))


def test_the_event_with_most_journeys_is_read_first_and_its_figures_are_those_counted_by_hand(
    event: Event, coder: PageClient
) -> None:
    page = coder.get(event.address)
    assert "3 parcours complets" in page.text
    said = row(page, "CAF")
    assert said.startswith("CAF 100 % 3/3 −1,0 ± 1,0 2 100 % du total le plus 30 jours ± 30")
    assert "1 100 % du total" in said
    assert "B4" in said
    assert row(page, "MdM").startswith("MdM 100 % 3/3 +2,0 ± 0,0 –")
    assert row(page, "Non-demande").endswith("1/3 CAF (1)")
    assert "Dossier secret" not in page.html


def test_another_event_and_another_way_of_aligning_are_chosen_in_the_address(
    event: Event, coder: PageClient
) -> None:
    page = coder.get(event.address + "?evenement=naissance")
    assert "1 parcours complet" in page.text
    assert row(page, "PMI")
    page = coder.get(event.address + "?selon=canal")
    assert row(page, "Site internet")
    assert row(page, "non précisé")
    assert "3 parcours complets" in coder.get(event.address + "?evenement=%00&selon=x").text


def test_a_manager_reads_no_event_of_few_journeys(
    event: Event, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in(make_member(event.study, "manager"))
    assert "Il faut au moins 5 parcours complets" in client.get(event.address).text
    for _turn in range(3):
        tell(event.study, ({"acteur": "mdm", "emotion": 1}, "Accueil"))
    monkeypatch.setattr(results, "today", lambda: dt.date(2026, 6, 11))
    page = client.get(event.address)
    # 6 separations and 1 birth: beside the number of all, the one would give the other away
    assert "Il faut au moins 5 parcours complets" in page.text


def test_an_event_of_few_is_not_told_by_a_dimension_that_another_alone_asks_about() -> None:
    events = {"few": 3, "some": 20, "many": 30}
    assert telling(events, 5) == {"few", "some"}
    assert telling(events, 5, [{"some"}]) == set(events)  # 53 less 20 less 30
    assert telling(events, 5, [{"few"}]) == {"few", "some"}  # the three are not told there
    assert telling({"some": 20, "many": 30}, 5, [{"some"}]) == set()


def test_a_manager_reads_figures_of_enough_journeys_alone(event: Event, client: PageClient) -> None:
    for number in range(7):
        guide = "naissance" if number < 4 else "separation"
        tell(event.study, ({"acteur": "mdm", "emotion": 1}, "Accueil"), guide=guide)
    client.sign_in(make_member(event.study, "manager"))
    page = client.get(event.address + "?evenement=separation")
    assert "6 parcours complets" in page.text
    assert row(page, "MdM").startswith("MdM 100 % 6/6 +1,5")
    assert row(page, "CAF").startswith("CAF trop peu")
    assert "/etapes" not in page.html


def test_a_managers_event_never_moves_by_one_journey(
    event: Event, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        guide = "naissance" if number < 5 else "separation"
        tell(event.study, ({"acteur": "mdm", "canal": "accueil"}, "Accueil"), guide=guide)
    client.sign_in(make_member(event.study, "manager"))
    assert "7 parcours complets" in client.get(event.address).text
    tell(event.study, ({"acteur": "mdm"}, "Accueil"))
    monkeypatch.setattr(results, "today", lambda: dt.date(2026, 6, 11))
    assert "7 parcours complets" in client.get(event.address).text
    by_channel = client.get(event.address + "?selon=canal")
    assert row(by_channel, "non précisé")
    for _turn in range(4):
        tell(event.study, ({"acteur": "mdm"}, "Accueil"))
    monkeypatch.setattr(results, "today", lambda: dt.date(2026, 6, 12))
    assert "12 parcours complets" in client.get(event.address).text


def test_a_manager_of_some_sites_reads_none(event: Event, client: PageClient) -> None:
    client.sign_in(make_member(event.study, "manager", {event.study.sites[0].id}))
    assert "Rien à montrer pour vos lieux" in client.get(event.address).text


def test_the_workbook_says_what_the_page_says(event: Event, coder: PageClient) -> None:
    answer = coder._ask(coder.browser.get, event.address + ".xlsx")
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["Lisez-moi", "Étapes", "Non-recours"]
    titles, *rows = book["Étapes"].iter_rows(values_only=True)
    caf = next(dict(zip(titles, one, strict=True)) for one in rows if one[1] == "CAF")
    assert caf["Émotion moyenne (−2 à +2)"] == -1
    assert caf["Attente moyenne (jours)"] == 30
    assert caf["Part des renoncements"] == 1
    assert caf["Moyens (parcours)"] == "Site internet (3)"


def test_a_page_asks_as_much_whatever_was_told(event: Event, coder: PageClient) -> None:
    coder.get(event.address)
    with counted() as few:
        coder.get(event.address)
    tell(event.study, ({"acteur": "caf", "friction_dimensions": ["B4", "A3"]}, "Dossier"))
    with counted() as more:
        coder.get(event.address)
    assert len(more) <= len(few)


def test_drafts_are_not_read(app: Flask, client: PageClient) -> None:
    study = make_study()
    make_interview(study, None, "Étape")
    client.sign_in(make_member(study, "study_lead"))
    text = client.get(f"/etudes/{study.public_id}/parcours-lus-ensemble").text
    assert "Aucun parcours complet à lire" in text
