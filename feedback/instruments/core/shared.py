"""What a local instrument shares with its core: held equal, and taken over when the core moves.

A local instrument may add questions after those of the core and say the core's texts in further
languages; nothing else. Texts, options, values, scores, order and rules are the core's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from feedback.instruments.canonical import plain
from feedback.instruments.definition import Definition
from feedback.instruments.languages import FRENCH, TAGS, Texts
from feedback.instruments.path import keys
from feedback.instruments.questions import Question

_TITLES = {
    "section": "le titre de la partie",
    "text": "le texte",
    "help": "l’aide",
    "kind": "le type",
    "required": "le caractère obligatoire",
    "dimension": "la dimension",
    "show_if": "la règle d’affichage",
    "modes": "les modes",
    "counted": "le décompte",
    "options": "les réponses",
    "statements": "les phrases",
    "fields": "les champs",
    "lines": "les lignes",
}
_TEXTS = {
    "start_title": "le titre de l’écran d’accueil",
    "notice": "l’information des personnes",
    "instruction": "la consigne",
    "thanks": "le remerciement",
    "start_lines": "les lignes de l’écran d’accueil",
    "end_lines": "les lignes de fin",
}
_REST = "les réglages"


def differences(core: Definition, local: Definition) -> list[str]:
    """Return what a local instrument changes of its core, one French sentence each."""
    return [*_heads(core, local), *_kept(core, local), *_order(core, local)]


def own(core: Definition, local: Definition) -> tuple[Question, ...]:
    """Return the questions that the local instrument adds to its core."""
    known = {question.code for question in core.written}
    return tuple(question for question in local.written if question.code not in known)


# What does not change


def _heads(core: Definition, local: Definition) -> Iterator[str]:
    if core.kind != local.kind:
        yield "Le type de questionnaire est celui du noyau."
    if not _extends(core.title, local.title):
        yield "Le titre est celui du noyau : il ne change pas ici."
    lost = [tag for tag in core.languages if tag not in local.languages]
    if lost:
        yield f"Les langues du noyau restent : il manque {', '.join(lost)}."
    for name, words in _TEXTS.items():
        if not _same_text(core, local, name):
            yield (
                f"Textes : {words} du noyau ne changent pas ici."
                if name.endswith("lines")
                else (f"Textes : {words} du noyau ne change pas ici.")
            )


def _same_text(core: Definition, local: Definition, name: str) -> bool:
    if not name.endswith("lines"):
        return _extends(core.texts.get(name, {}), local.texts.get(name, {}))
    theirs, mine = core.lines.get(name, ()), local.lines.get(name, ())
    pairs = zip(theirs, mine, strict=False)
    return len(theirs) == len(mine) and all(_tells(a) or _extends(a, b) for a, b in pairs)


def _tells(line: Texts) -> bool:
    """A line with a figure says how many questions or minutes: local questions make it untrue."""
    return any(sign.isdigit() for sign in line[FRENCH])


def _extends(core: Texts, local: Texts) -> bool:
    """The same words where the core has some; further languages may be added to them."""
    return not (local and not core) and all(local.get(tag) == text for tag, text in core.items())


def _kept(core: Definition, local: Definition) -> Iterator[str]:
    held = {question.code: question for question in local.written}
    for question in core.written:
        mine = held.get(question.code)
        if mine is None:
            yield f"Question « {question.code} » : elle est du noyau, elle reste, avec son code."
        elif mine != question:
            yield from _compared(question, mine)


# By identity: an edit makes one question anew, the others have been compared before.
_COMPARED: dict[tuple[int, int], tuple[Question, Question, tuple[str, ...]]] = {}
_MOST = 5000


def _compared(core: Question, mine: Question) -> tuple[str, ...]:
    key = id(core), id(mine)
    held = _COMPARED.get(key)
    if held is None or held[0] is not core or held[1] is not mine:
        if len(_COMPARED) >= _MOST:
            _COMPARED.clear()
        held = _COMPARED[key] = (core, mine, tuple(_changed(core, mine)))
    return held[2]


def _changed(core: Question, mine: Question) -> Iterator[str]:
    theirs, held = plain(core), _without_more(plain(mine), plain(core))
    names = [name for name in {**theirs, **held} if theirs.get(name) != held.get(name)]
    told = list(dict.fromkeys(_TITLES.get(name, _REST) for name in names))
    if told:
        listed = " et ".join(filter(None, (", ".join(told[:-1]), told[-1])))
        yield f"Question « {core.code} » : elle est du noyau, on n’y change pas {listed}."


def _without_more(mine: Any, core: Any) -> Any:
    """Return what is written, without the languages in which the core says nothing."""
    if isinstance(mine, dict) and isinstance(core, dict):
        if _is_text(core):
            return {tag: text for tag, text in mine.items() if tag in core}
        return {name: _without_more(one, core.get(name)) for name, one in mine.items()}
    if isinstance(mine, list) and isinstance(core, list) and len(mine) == len(core):
        return [_without_more(one, other) for one, other in zip(mine, core, strict=True)]
    return mine


def _is_text(value: Mapping[str, Any]) -> bool:
    return isinstance(value.get(FRENCH), str)


def _order(core: Definition, local: Definition) -> Iterator[str]:
    known = {question.code for question in core.written}
    codes = [question.code for question in local.written]
    last = max((n for n, code in enumerate(codes) if code in known), default=-1)
    for code in codes[:last]:
        if code not in known:
            yield f"Question « {code} » : une question locale vient après celles du noyau."
    wanted = [question.code for question in core.written if question.code in codes]
    mine = [code for code in codes if code in known]
    moved = next((a for a, b in zip(mine, wanted, strict=False) if a != b), None)
    if moved is not None:
        yield f"Question « {moved} » : l’ordre des questions du noyau ne change pas."


# A new version of the core


def clashes(core: Definition, added: Iterable[Question]) -> list[str]:
    """Return the codes that local questions and the core would both have."""
    taken = {key for question in core.questions for key in keys(question)}
    inside = (one for q in added for one in (q, *(q.fields if q.kind == "bank" else ())))
    return [key for question in inside for key in keys(question) if key in taken]


def rebuilt(core: Definition, before: Definition, local: Definition) -> dict[str, Any]:
    """Return the document of a new core with the local questions of an instrument that stood on
    the core before; languages added to texts that have not changed are kept."""
    document = _carried(core.as_json(), local.as_json())
    lines = document["texts"].get("start_lines", [])
    for number, line in enumerate(core.lines.get("start_lines", ())):
        old, mine = (d.lines.get("start_lines", ()) for d in (before, local))
        if _tells(line) and number < len(old) and old[number] == line and number < len(mine):
            lines[number] = plain(mine[number])
    more = [tag for tag in local.languages if tag not in core.languages]
    read = [tag for tag in local.reviewed if tag in core.reviewed or tag in more]
    document |= {
        "code": local.code,
        "languages": [tag for tag in TAGS if tag in (*core.languages, *more)],
        "reviewed": [tag for tag in TAGS if tag in (FRENCH, *read)],
        "questions": document["questions"] + [plain(question) for question in own(before, local)],
    }
    return document


def _carried(core: Any, mine: Any) -> Any:
    """Return what the core says, with the further languages said of the same French."""
    if isinstance(core, dict) and isinstance(mine, dict):
        if _is_text(core):
            return {**mine, **core} if mine.get(FRENCH) == core[FRENCH] else core
        return {name: _carried(one, mine.get(name)) for name, one in core.items()}
    if isinstance(core, list) and isinstance(mine, list):
        known = {_name(one, place): one for place, one in enumerate(mine)}
        return [_carried(one, known.get(_name(one, place))) for place, one in enumerate(core)]
    return core


def _name(value: Any, place: int) -> Any:
    """What a part of a list is known by: its code, its value, else its place."""
    return (value.get("code") or value.get("value") or place) if isinstance(value, dict) else place
