"""How a text says where an answer is quoted, and how it reads where there is none to quote."""

import re

PLACE = re.compile(r"\{reponse:(?P<code>[a-z0-9_]+)(?:\|(?P<neutral>[^{}|]{1,80}))?\}")


def places(text: str) -> list[tuple[str, str]]:
    """Return the code and the neutral words of each place."""
    return [(place["code"], place["neutral"] or "") for place in PLACE.finditer(text)]


def bare(text: str) -> str:
    """Return the text as titles of columns and figures write it."""
    return PLACE.sub(lambda place: place["neutral"] or "…", text)
