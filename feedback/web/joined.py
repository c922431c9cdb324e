"""Small ES modules joined in one file, so that a tired wifi makes one request.

Our own modules only: each says `import { a, b as c } from "./x.js";` at the start of a line and
exports functions, classes and constants by name. Browsers can still load them one by one.
"""

from __future__ import annotations

import re
from pathlib import Path

IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z-]+\.js)";$', re.MULTILINE)
EXPORTED = r"^export (?=(?:async )?(?:function|class|const)\*? +([\w$]+))"
EXPORT = re.compile(EXPORTED, re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def joined(folder: Path, entry: str) -> str:
    """The entry and all it imports, each in a scope of its own, dependencies first.

    Raises ValueError on an import or export of another form, or on a circle.
    """
    done: dict[str, str] = {}
    _join(folder, entry, done, ())
    return "\n".join(done.values())


def _variable(name: str) -> str:
    return "$" + name.removesuffix(".js").replace("-", "_")


def _join(folder: Path, name: str, done: dict[str, str], waiting: tuple[str, ...]) -> None:
    if name in waiting:
        raise ValueError(f"{name} imports itself through {' → '.join(waiting)}")
    if name in done:
        return
    source = COMMENT.sub("", (folder / name).read_text("utf-8"))
    for _names, other in IMPORT.findall(source):
        _join(folder, other, done, (*waiting, name))
    names = EXPORT.findall(source)
    body = IMPORT.sub(lambda found: _taken(found[1], found[2]), EXPORT.sub("", source))
    if wrong := OTHER.search(body):
        raise ValueError(f"{name}: {wrong[0]}")
    done[name] = (
        f"const {_variable(name)} = (() => {{\n{body}return {{ {', '.join(names)} }};\n}})();"
    )


def _taken(names: str, other: str) -> str:
    wanted = ", ".join(one.strip().replace(" as ", ": ") for one in names.split(",") if one.strip())
    return f"const {{ {wanted} }} = {_variable(other)};"
