"""The shape of the house: floors, pure modules, who commits, settings that the docs tell."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedback.config import PREFIX, ROOT, SETTINGS, BadSetting, settings

pytestmark = pytest.mark.once
PACKAGE = ROOT / "feedback"
# In a room these files may touch Flask or the database; any other name is pure.
LIVING = {"models", "queries", "operations", "forms", "cli", "jobs", "indexing"}
SHARED = {"desk", "blueprint"}  # what the views of a room share
# Plumbing that says so itself, and whole rooms that are plumbing.
PLUMBING = {"accounts/access.py"}
PLUMBING_ROOMS = {"web", "app"}
COMMITTERS = {"cli", "jobs"}


def is_view(path: Path) -> bool:
    """`views.py`, or `<noun>_views.py` where a room has many pages."""
    return path.stem == "views" or path.stem.endswith("_views")


def modules() -> Iterator[Path]:
    """Every module, relative to the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE)


def imported(path: Path) -> set[str]:
    """First two parts of every module imported."""
    tree = ast.parse((PACKAGE / path).read_text("utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def pure() -> list[Path]:
    """Modules that must touch neither Flask nor the database."""
    return [
        path
        for path in modules()
        if len(path.parts) > 1
        and path.parts[0] not in PLUMBING_ROOMS
        and path.stem not in LIVING | SHARED
        and not is_view(path)
        and str(path) not in PLUMBING
    ]


def test_imports_go_only_down_and_formats_are_pure() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("path", pure(), ids=str)
def test_any_other_name_is_pure(path: Path) -> None:
    bad = {n for n in imported(path) if re.match(r"(flask|sqlalchemy)\b", n)}
    assert bad - {"flask_babel"} == set()
    assert "feedback.db" not in imported(path)


@pytest.mark.parametrize("path", [p for p in modules() if p.stem == "operations"], ids=str)
def test_operations_do_not_know_flask(path: Path) -> None:
    known = {n for n in imported(path) if n.split(".")[0] in ("flask", "flask_wtf", "wtforms")}
    assert known == set()


def test_only_views_commands_and_jobs_commit() -> None:
    allowed_rooms = {"app"}
    for path in modules():
        if (
            path.stem in COMMITTERS
            or is_view(path)
            or path.parts[0] in allowed_rooms
            or str(path) == "db.py"
        ):
            continue
        text = (PACKAGE / path).read_text("utf-8")
        if str(path) in PLUMBING:
            continue
        assert not re.search(r"writing\(\)|\.commit\(\)", text), path


def test_no_import_of_ours_hides_inside_a_function() -> None:
    # Inside a function an import of ours would hide a circle; a heavy library may wait to be used
    for path in modules():
        tree = ast.parse((PACKAGE / path).read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                inner = [
                    name.name if isinstance(one, ast.Import) else str(one.module)
                    for one in ast.walk(node) if isinstance(one, ast.Import | ast.ImportFrom)
                    for name in one.names
                ]  # fmt: skip
                assert not [name for name in inner if name.startswith("feedback")], (
                    f"{path}:{node.lineno} {node.name}"
                )


def test_the_docs_tell_every_setting() -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    told = set(re.findall(rf"`{PREFIX}([A-Z_]+)`", text))
    assert told == {s.name for s in SETTINGS}
    for setting in SETTINGS:
        assert setting.meaning in text, setting.name


def test_an_unknown_or_unreadable_setting_is_refused_by_name() -> None:
    with pytest.raises(BadSetting, match="FEEDBACK_DEMOO"):
        settings({"FEEDBACK_DEMOO": "1"})
    with pytest.raises(BadSetting, match="FEEDBACK_MASK_INSIDE"):
        settings({"FEEDBACK_MASK_INSIDE": "five"})
    with pytest.raises(BadSetting, match="FEEDBACK_DEMO"):
        settings({"FEEDBACK_DEMO": "maybe"})


def test_no_address_of_elsewhere_in_the_templates_but_the_cdn() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        found = re.findall(r"https?://[^\s\"'<]+", path.read_text("utf-8"))
        assert {f for f in found if "cdn.jsdelivr.net" not in f} == set(), path
