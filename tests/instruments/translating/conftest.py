"""A questionnaire half translated, and the study lead's browser."""

from __future__ import annotations

from typing import Any

import pytest

from feedback.instruments.models import Instrument
from tests.factories import make_lead
from tests.instruments.translating.making import make_half, study_of
from tests.page_client import PageClient


@pytest.fixture
def half(app: Any) -> Instrument:
    """A questionnaire half translated."""
    return make_half()


@pytest.fixture
def lead(client: PageClient, half: Instrument) -> PageClient:
    """The study lead's browser."""
    return client.sign_in(make_lead(study_of(half)))
