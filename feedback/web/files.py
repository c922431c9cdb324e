"""Static files: small, kept in memory compressed, asked for again only when they may have changed."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, abort, request
from werkzeug.utils import safe_join

SQUEEZED = (".css", ".js", ".svg", ".json", ".txt")
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Kept:
    """A file's bytes, plain and compressed, and the mark of its content."""

    plain: bytes
    packed: bytes | None
    mark: str
    kind: str


@lru_cache(maxsize=256)
def _kept(path: Path, changed: int) -> Kept:
    body = path.read_bytes()
    packed = gzip.compress(body, 9, mtime=0) if path.suffix in SQUEEZED else None
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    kind = "text/javascript" if path.suffix == ".js" else kind
    return Kept(body, packed, hashlib.sha256(body).hexdigest()[:16], kind)


def serve(folder: Path, filename: str) -> Response:
    """One file of the folder, or 404."""
    found = safe_join(str(folder), filename)
    path = Path(found) if found else None
    if path is None or not path.is_file():
        abort(404)
    kept = _kept(path, path.stat().st_mtime_ns)
    squeezed = kept.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(kept.packed if squeezed else kept.plain, content_type=kept.kind)
    if squeezed:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.set_etag(kept.mark)
    stamped = "v" in request.args or "fonts" in path.parts
    response.headers["Cache-Control"] = FOR_EVER if stamped else "no-cache"
    response.make_conditional(request)
    return response


def install(app: Flask, folder: Path) -> None:
    """Serve the folder under `/static/`."""

    def static(filename: str) -> Response:
        return serve(folder, filename)

    static.who = "anyone"  # type: ignore[attr-defined]
    app.add_url_rule("/static/<path:filename>", "static", static)
