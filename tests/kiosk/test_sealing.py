"""What a tablet seals, the house opens; nobody else does, and nothing can be changed."""

from __future__ import annotations

import base64
import json
import secrets
import shutil
import subprocess
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback.config import ROOT
from feedback.kiosk.sealing import Broken, key_name, opened, public_point, sealed

NODE = shutil.which("node")
SECRET, OTHER = secrets.token_hex(32), secrets.token_hex(32)
NAME = str(uuid.uuid4())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda of: st.lists(of, max_size=4)
)


def shut(content: dict[str, object], name: str = NAME) -> dict[str, str]:
    """Content sealed for the house."""
    return sealed(public_point(SECRET), key_name(SECRET), name, content)


@given(st.dictionaries(st.text(), JSON, max_size=5))
@settings(max_examples=60)
def test_what_is_sealed_comes_out_equal(content: dict[str, object]) -> None:
    assert opened(SECRET, NAME, shut(content)) == content


def test_the_same_content_never_looks_the_same() -> None:
    assert shut({"a": 1})["box"] != shut({"a": 1})["box"]
    assert shut({"a": 1})["point"] != shut({"a": 1})["point"]


def test_another_house_cannot_open_it() -> None:
    closed = shut({"a": 1})
    with pytest.raises(Broken, match="key"):
        opened(OTHER, NAME, closed)
    with pytest.raises(Broken, match="seal"):
        opened(OTHER, NAME, {**closed, "key": key_name(OTHER)})


def test_another_id_breaks_the_seal() -> None:
    with pytest.raises(Broken, match="seal"):
        opened(SECRET, str(uuid.uuid4()), shut({"a": 1}))


@given(st.dictionaries(st.sampled_from(["key", "point", "iv", "box", "x"]), JSON))
def test_anything_else_is_broken_and_nothing_worse(found: dict[str, object]) -> None:
    with pytest.raises(Broken):
        opened(SECRET, NAME, {"key": key_name(SECRET), **found})


@pytest.mark.skipif(NODE is None, reason="NOT RUN: Node.js is not here")
def test_a_browser_seals_what_the_house_opens() -> None:
    assert NODE
    import_from = (ROOT / "static" / "js" / "seal.js").as_uri()
    house = {"name": key_name(SECRET), "point": base64.b64encode(public_point(SECRET)).decode()}
    content = {"texte": "Été 😀 «œuvre»", "vide": "", "liste": [1, 2]}
    script = (
        f"import {{ seal }} from {json.dumps(import_from)};"
        f"console.log(JSON.stringify(await seal({json.dumps(house)}, {json.dumps(NAME)}, "
        f"{json.dumps(content)})));"
    )
    command = [NODE, "--input-type=module", "-"]
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=True)
    assert opened(SECRET, NAME, json.loads(done.stdout)) == content
