"""The two ways an operation says no, with words for the person."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """The act cannot be done; `message` says why in the reader's language.

    `field` names the form field concerned, if one is.
    """

    def __init__(self, message: Any, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    @property
    def messages(self) -> list[Any]:
        """Why, one sentence each."""
        return self.message if isinstance(self.message, list) else [self.message]


class NotAllowed(Exception):
    """The person may not do this act; pages answer 404 so that nothing is revealed."""
