"""A form brought in by a study lead, on a computer and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from feedback.db import db
from feedback.studies.models import Study
from tests.instruments.test_xlsform_views import GOOD

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (320, "light")])
def test_what_a_form_becomes_is_told_to_everyone(
    world: Any, visit: Callable[..., Any], width: int, scheme: str
) -> None:
    with world.app_context():
        study = db.session.query(Study).order_by(Study.id).first()
        assert study is not None
        address = f"/etudes/{study.public_id}/questionnaires/xlsform"
    lead = visit(width, 900, color_scheme=scheme)
    lead.sign_in("responsable")
    page = lead.page
    page.goto(lead.server + address)
    page.set_input_files("#file", {"name": "v.xlsx", "mimeType": "", "buffer": GOOD})
    page.get_by_role("button", name="Lire le fichier").click()
    page.get_by_role("heading", name="Laissé de côté").wait_for()
    assert lead.violations() == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.get_by_role("button", name="Créer le questionnaire").is_visible()
