"""The respondents' modules in one file: the same words, each in its scope."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from feedback.config import ROOT
from feedback.kiosk.blueprint import ENTRIES
from feedback.web.joined import joined

NODE = shutil.which("node")


def made(folder: Path, **files: str) -> Path:
    """A folder of small modules."""
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text, "utf-8")
    return folder


def ran(text: str) -> str:
    """What a script prints."""
    assert NODE
    command = [NODE, "--input-type=module", "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.skipif(NODE is None, reason="NOT RUN: Node.js is not here")
def test_modules_joined_do_what_they_do_apart(tmp_path: Path) -> None:
    made(
        tmp_path,
        low='// a note\nconst own = 2;\nexport const two = own;\nexport function twice(x) { return x * two; }\n',
        side='import { two } from "./low.js";\nconst own = 40;\n/** said */\nexport class Sum { add() { return own + two; } }\n',
        top='import { Sum } from "./side.js";\nimport {\n  twice as doubled,\n} from "./low.js";\nconsole.log(new Sum().add(), doubled(4));\n',
    )  # fmt: skip
    text = joined(tmp_path, "top.js")
    assert ran(text) == "42 8"
    assert "a note" not in text


@pytest.mark.parametrize(
    ("name", "text"),
    [("other", 'import all from "./low.js";\n'), ("other", "export { x };\n"),
     ("other", 'import { a } from "./other.js";\n')],
)  # fmt: skip
def test_another_form_of_import_or_a_circle_is_refused(
    tmp_path: Path, name: str, text: str
) -> None:
    made(tmp_path, low="export const x = 1;\n", **{name: text})
    with pytest.raises(ValueError, match=name):
        joined(tmp_path, f"{name}.js")


@pytest.mark.skipif(NODE is None, reason="NOT RUN: Node.js is not here")
@pytest.mark.parametrize("entry", ENTRIES)
def test_what_respondents_load_is_a_script_that_can_be_read(entry: str, tmp_path: Path) -> None:
    assert NODE
    path = tmp_path / "whole.mjs"
    path.write_text(joined(ROOT / "static" / "js", f"{entry}.js"), "utf-8")
    subprocess.run([NODE, "--check", str(path)], check=True)
