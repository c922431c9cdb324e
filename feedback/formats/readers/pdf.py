"""PDF files: their text, page after page, read in a process of its own that may be stopped.

A PDF can ask its reader for endless work or memory: the process has a limit for both.
`python -m feedback.formats.readers.pdf` reads a file from its input and answers in JSON.
"""

from __future__ import annotations

import io
import json
import logging
import resource
import subprocess
import sys

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from feedback.formats.readers.faults import Unreadable

SECONDS, MEMORY, MOST_PAGES, MOST_SIGNS = 20, 1 << 30, 500, 2_000_000


def pdf(data: bytes) -> str:
    """The text of a PDF; `Unreadable` when it is locked, only pictures, damaged or endless."""
    command = [sys.executable, "-m", "feedback.formats.readers.pdf"]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=2 * SECONDS, check=False
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise Unreadable("slow") from error
    except ValueError as error:  # the process was stopped at its limit
        raise Unreadable("slow" if done.returncode < 0 else "damaged") from error
    if "reason" in answer:
        raise Unreadable(answer["reason"])
    return str(answer["text"])


def extracted(data: bytes) -> dict[str, str]:
    """`text`, or the `reason` why there is none."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"reason": "encrypted"}
        if len(reader.pages) > MOST_PAGES:
            return {"reason": "too_long"}
        text = "\n".join(page.extract_text() for page in reader.pages)
    except MemoryError:
        return {"reason": "slow"}
    except PyPdfError:
        return {"reason": "damaged"}
    except Exception:  # a damaged file fails in any way
        return {"reason": "damaged"}
    if len(text) > MOST_SIGNS:
        return {"reason": "too_long"}
    return {"text": text} if text.strip() else {"reason": "scanned"}


def main() -> None:
    """Read the input, within bounds of time and memory."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable()
    sys.stdout.write(json.dumps(extracted(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
