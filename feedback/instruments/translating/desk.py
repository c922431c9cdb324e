"""What the views of translations share: a questionnaire, its wording to translate, one language of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from feedback.accounts.access import account
from feedback.errors import NotAllowed
from feedback.instruments.definition import Definition
from feedback.instruments.forms import LANGUAGES
from feedback.instruments.languages import FRENCH, direction, house, html_lang
from feedback.instruments.models import Instrument, Version
from feedback.instruments.queries import definition_of, instrument, written
from feedback.instruments.translating.standing import Standing, standing
from feedback.studies.models import Study
from feedback.studies.queries import study_by_id


@dataclass(frozen=True)
class Desk:
    """A questionnaire and the wording that comes next."""

    instrument: Instrument
    study: Study
    version: Version
    definition: Definition

    def language(self, tag: str) -> dict[str, Any]:
        """What a page says of one language; a page of French, or of one it has not, is no page."""
        if tag == FRENCH or tag not in self.definition.languages:
            raise NotAllowed
        return {
            "desk": self, "tag": tag, "name": LANGUAGES[tag], "lang": html_lang(tag),
            "dir": direction(tag), "at": self.standing(tag), "ours": house(tag) == tag,
        }  # fmt: skip

    def standing(self, tag: str) -> Standing:
        """Where a language stands."""
        return standing(self.definition, tag)


def desk(act: str, public_id: str) -> Desk:
    """The questionnaire of an address, within reach."""
    found = instrument(account(), act, public_id)
    version = written(found)
    owner = study_by_id(account(), act, found.study_id)
    return Desk(found, owner, version, definition_of(version))
