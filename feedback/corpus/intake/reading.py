"""What was read of files, and what it would become: each text with its attributes, or why not."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from feedback.formats import transcripts
from feedback.formats.readers.files import Entry
from feedback.formats.tables import Row, Table
from feedback.studies.languages import OTHERS, SPOKEN

FIELDS = ("text", "title", "date", "site", "language", "speaker")
LONGEST_TITLE, LONGEST_VALUE, MOST_SIGNS = 120, 300, 6_000_000
_HEADERS = {
    "text": "texte text verbatim commentaire reponse parole contenu propos comment answer content",
    "title": "titre title intitule nom_du_texte",
    "date": "date jour day date_de_recueil date_reponse",
    "site": "lieu site mdm maison structure place",
    "language": "langue language lang",
    "speaker": "qui locuteur speaker qui_parle statut",
}
_SPEAKERS = {
    "user": "user usager usagere usagers personne habitant beneficiaire",
    "professional": "professional professionnel professionnelle agent pro",
    "expert": "expert experte partenaire",
}
_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")


@dataclass(frozen=True)
class Common:
    """What is said of all the texts of an import at once."""

    site: int | None = None
    language: str = "fr"
    speaker: str = "user"
    day: dt.date | None = None
    nature: str = "auto"  # auto, text, transcript
    quotable: bool = False
    named: bool = False  # names of files become titles


@dataclass(frozen=True)
class Ready:
    """A text as it would be taken in; `reason` says why it is left out, if it is."""

    number: int
    name: str
    text: str = ""
    kind: str = "text"
    turns: int = 0
    day: dt.date | None = None
    site: int | None = None
    language: str = "fr"
    speaker: str = "user"
    attributes: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    said: str = ""  # what was not understood


def folded(said: str) -> str:
    """A word as people type it, to compare: without case, accents or signs."""
    plain = unicodedata.normalize("NFKD", said.casefold())
    signs = "".join(c if c.isalnum() else "_" for c in plain if not unicodedata.combining(c))
    return re.sub("_+", "_", signs).strip("_")


def guessed(headers: Sequence[str]) -> dict[str, int]:
    """Which column seems to hold what; each column serves once."""
    found: dict[str, int] = {}
    for name, known in _HEADERS.items():
        for number, header in enumerate(headers):
            if folded(header) in known.split() and number not in found.values():
                found[name] = number
                break
    return found


def packed(found: Table | Iterable[Entry]) -> str:
    """What was read, to be sealed."""
    if isinstance(found, Table):
        return json.dumps(
            {"headers": found.headers, "rows": [[r.line, *r.cells] for r in found.rows]}
        )
    return json.dumps({"entries": [[e.name, e.text, e.reason] for e in found]})


def unpacked(said: str) -> Table | list[Entry]:
    """What was read, again."""
    held: dict[str, Any] = json.loads(said)
    if "entries" in held:
        return [Entry(*one) for one in held["entries"]]
    rows = tuple(Row(line[0], tuple(line[1:])) for line in held["rows"])
    return Table(tuple(held["headers"]), rows)


def of_entries(entries: Iterable[Entry], common: Common) -> list[Ready]:
    """The texts of files as they would be taken in."""
    return [_of_entry(number, entry, common) for number, entry in enumerate(entries, start=1)]


def _of_entry(number: int, entry: Entry, common: Common) -> Ready:
    name = entry.name.rsplit("/", 1)[-1]
    title = {"titre": name.rsplit(".", 1)[0][:LONGEST_TITLE]} if common.named else {}
    found = Ready(
        number, entry.name, entry.text, day=common.day, site=common.site, attributes=title,
        language=common.language, speaker=common.speaker, reason=entry.reason,
    )  # fmt: skip
    return found if entry.reason else _spoken(found, common.nature)


def _spoken(found: Ready, nature: str) -> Ready:
    """Told a transcript when asked, or when turns of a person are recognised."""
    if nature == "text":
        return found
    turns = transcripts.parse(found.text).turns
    both = len({turn.speaker[0] for turn in turns}) > 1 and any(turn.codable for turn in turns)
    if nature == "transcript" and not any(turn.codable for turn in turns):
        return replace(found, reason="no_turn")
    if both or nature == "transcript":
        return replace(found, kind="transcript", turns=len(turns))
    return found


def of_table(
    table: Table, mapping: Mapping[str, int], kept: Sequence[int], sites: Mapping[str, int],
    common: Common,
) -> list[Ready]:  # fmt: skip
    """The lines of a sheet as they would be taken in; `sites` are ids by folded code or name."""
    return [_of_row(table, row, mapping, kept, sites, common) for row in table.rows]


def _of_row(
    table: Table, row: Row, mapping: Mapping[str, int], kept: Sequence[int],
    sites: Mapping[str, int], common: Common,
) -> Ready:  # fmt: skip
    told = {name: row.cells[at] for name, at in mapping.items() if row.cells[at]}
    more = {table.headers[at]: row.cells[at][:LONGEST_VALUE] for at in kept if row.cells[at]}
    if "title" in told:
        more = {"titre": told["title"][:LONGEST_TITLE], **more}
    found = Ready(row.line, "", told.get("text", ""), attributes=more)
    if not found.text:
        return replace(found, reason="empty")
    values: dict[str, Any] = {
        "day": day_of(told["date"]) if "date" in told else common.day,
        "site": sites.get(folded(told["site"])) if "site" in told else common.site,
        "language": language_of(told["language"]) if "language" in told else common.language,
        "speaker": speaker_of(told["speaker"]) if "speaker" in told else common.speaker,
    }
    for name, column in (("day", "date"), *((one, one) for one in ("site", "language", "speaker"))):
        if values[name] is None and column in told:
            return replace(found, reason=column, said=told[column][:60])
    return _spoken(replace(found, **values), common.nature)


def day_of(said: str) -> dt.date | None:
    """A day as people or programs write it."""
    match = _DATE.fullmatch(said.strip())
    try:
        if match:
            day, month, year = map(int, match.groups())
            return dt.date(year, month, day)
        return dt.date.fromisoformat(said.strip()[:10])
    except ValueError:
        return None


def language_of(said: str) -> str | None:
    """The tag of a language, by tag or name."""
    wanted = folded(said)
    for tag, names in {**SPOKEN, **OTHERS}.items():
        if wanted in {folded(tag), *map(folded, names)}:
            return tag
    return None


def speaker_of(said: str) -> str | None:
    """Who speaks, by the words people use."""
    wanted = folded(said)
    return next((name for name, known in _SPEAKERS.items() if wanted in known.split()), None)


def mark(key: str, study_id: int, text: str) -> str:
    """The mark of a content in a study: whoever has no key cannot guess words from it."""
    said = f"{study_id}\n{text}".encode()
    return hmac.new(bytes.fromhex(key), said, hashlib.sha256).hexdigest()


def once(found: Iterable[Ready], marks: Sequence[str], known: set[str]) -> list[Ready]:
    """Those whose content came before, here or in the study, left out."""
    seen: set[str] = set()
    kept = []
    for one, sign in zip(found, marks, strict=True):
        reason = one.reason or ("known" if sign in known else "twice" if sign in seen else "")
        seen.add("" if one.reason else sign)
        kept.append(replace(one, reason=reason))
    return kept


def with_attributes(found: Ready, attributes: Mapping[str, str]) -> Ready:
    """The same text, with what is said of it beside."""
    return replace(found, attributes={name: value for name, value in attributes.items() if value})
