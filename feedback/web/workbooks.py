"""A small workbook as an answer; long ones go through the queue."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from flask import Response, send_file

from feedback.formats.sheets import XLSX, Page, Properties, Sheet
from feedback.formats.workbook import write


def workbook(
    name: str, sheets: Sequence[Sheet | Page], properties: Properties, stamp: datetime
) -> Response:
    """The workbook to be saved under a name."""
    sink = io.BytesIO()
    write(sink, sheets, properties, stamp)
    sink.seek(0)
    response = send_file(sink, XLSX, as_attachment=True, download_name=name, max_age=0)
    response.headers["Cache-Control"] = "no-store"
    return response
