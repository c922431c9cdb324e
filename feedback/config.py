"""Every setting of the house: one typed table, read from `FEEDBACK_*`."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "FEEDBACK_"
YES = {"1", "true", "yes", "oui", "on"}
NO = {"0", "false", "no", "non", "off", ""}


@dataclass(frozen=True)
class Setting:
    """One setting: its name without prefix, its type, its default, what it means."""

    name: str
    type: type
    default: object
    meaning: str


SETTINGS = (
    Setting("INSTANCE", str, "instance", "Folder of databases, secrets and produced files."),
    Setting("DATABASE_URL", str, "", "SQLAlchemy address; empty: a SQLite file in the instance."),
    Setting("DEMO", bool, False, "Open the demonstration, in a database of its own."),
    Setting("PUBLIC_URL", str, "", "Address people type (https://…); used in links and QR codes."),
    Setting("TRUSTED_PROXIES", int, 0, "Number of reverse proxies whose headers are believed."),
    Setting("REDIS_URL", str, "", "Queue on Redis; empty: a SQLite file in the instance."),
    Setting(
        "SMTP_URL", str, "", "Mail server for links (smtp://user:word@host:port); empty: none."
    ),
    Setting("MAIL_FROM", str, "", "Sender of the mails."),
    Setting("HTMX_LOCAL", bool, False, "Never ask the CDN: always the local copy of htmx."),
    Setting("MASK_INSIDE", int, 5, "Figures on fewer persons than this are hidden inside."),
    Setting("MASK_PUBLISHED", int, 11, "The same for anything published."),
    Setting("TWO_READERS", bool, False, "Coding, too, waits for a second reader."),
    Setting("TRACE_DAYS", int, 30, "Days the device and exact time of a receipt are kept."),
    Setting("DRAFT_HOURS", int, 24, "Hours an unfinished answer by link can be resumed."),
    Setting("EXPORT_DAYS", int, 7, "Days a produced file is kept."),
    Setting("LOG_DAYS", int, 365, "Days the technical log should be kept by the host."),
    Setting("IDLE_MINUTES", int, 60, "A staff session ends after this time without an act."),
    Setting("SIGN_IN_HOURS", int, 12, "A staff session ends after this time whatever happens."),
    Setting("LINK_DAYS", int, 7, "Days an invitation or reset link is valid."),
    Setting("UPLOAD_MIB", int, 16, "Largest upload accepted."),
    Setting("SQLITE_CACHE_MIB", int, 8, "SQLite page cache per connection."),
    Setting("SQLITE_MMAP_MIB", int, 64, "SQLite memory map per connection; 0: none."),
    Setting("LOG_LEVEL", str, "INFO", "Level of the technical log."),
)


class BadSetting(ValueError):
    """A setting cannot be read; the message names it."""


def _read(setting: Setting, text: str) -> object:
    if setting.type is bool:
        if text.lower() in YES | NO:
            return text.lower() in YES
        raise BadSetting(f"{PREFIX}{setting.name}: yes or no expected, not {text!r}")
    try:
        return setting.type(text)
    except ValueError as error:
        raise BadSetting(f"{PREFIX}{setting.name}: a number expected, not {text!r}") from error


def settings(environ: Mapping[str, str] | None = None) -> dict[str, object]:
    """All settings by name, read from the environment; unknown `FEEDBACK_*` names are refused."""
    environ = os.environ if environ is None else environ
    known = {PREFIX + s.name for s in SETTINGS}
    for name in environ:
        if name.startswith(PREFIX) and name not in known and not name.startswith("FEEDBACK_TEST_"):
            raise BadSetting(f"{name}: no such setting")
    return {
        s.name: _read(s, environ[PREFIX + s.name]) if PREFIX + s.name in environ else s.default
        for s in SETTINGS
    }


def instance_folder(values: Mapping[str, object]) -> Path:
    """The instance folder, made with tight permissions when missing."""
    folder = Path(str(values["INSTANCE"]))
    folder = folder if folder.is_absolute() else ROOT / folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def files_folder(instance: str | Path) -> Path:
    """Where produced files are kept, for the house alone."""
    folder = Path(instance) / "files"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def database_url(values: Mapping[str, object]) -> str:
    """The database to open: the demonstration's own file, the address given, or a local file."""
    if values["DEMO"]:
        return f"sqlite:///{instance_folder(values) / 'demo.sqlite'}"
    given = str(values["DATABASE_URL"])
    if given.startswith("postgres://"):
        given = "postgresql://" + given.removeprefix("postgres://")
    if given.startswith("postgresql://"):
        given = "postgresql+psycopg://" + given.removeprefix("postgresql://")
    return given or f"sqlite:///{instance_folder(values) / 'vivevoix.sqlite'}"


def secret(folder: Path, name: str) -> str:
    """A secret of this house, made at first start, readable by the owner alone."""
    path = folder / name
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    return path.read_text("ascii").strip()
