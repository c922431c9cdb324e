"""The page of answers kept aside."""

from __future__ import annotations

from feedback.db import db
from feedback.responses.models import Conflict
from tests.factories import make_lead, make_member, make_study, make_survey
from tests.page_client import PageClient
from tests.responses.test_operations import Desk


def test_the_lead_compares_the_two_contents_and_settles(client: PageClient) -> None:
    study = make_study()
    desk = Desk(study, make_survey(study))
    first = desk.handed()
    desk.hand_in(first)
    desk.hand_in(desk.handed(uuid=first.uuid, answers={"satisfaction": "tres_bien"}))
    client.sign_in(make_lead(study))
    assert "mise de côté" in client.get("/avis-recus").text
    conflict = db.session.query(Conflict).one()
    address = f"/reponses-mises-de-cote/{conflict.public_id}"
    page = client.get(address)
    assert "Moyen" in page.text
    assert "Très bien" in page.text
    assert "Rien à regarder" in client.follow(f"{address}/reglement", {"note": "Vu"}).text
    stranger = PageClient(client.app).sign_in(make_member(make_study(), "study_lead"))
    stranger.get(address, 404)
