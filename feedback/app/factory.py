"""The application: settings, database, rooms, menu, headers."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel.units import format_unit
from flask import Flask, current_app, g, request, url_for
from flask_babel import format_date, format_datetime, get_locale
from flask_compress import Compress
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from feedback import config as house
from feedback.accounts import access
from feedback.accounts.acts import may as roles_may
from feedback.accounts.queries import unread
from feedback.accounts.words import act_name, object_name
from feedback.app import rooms, waking  # noqa: F401  waking listens for commits
from feedback.db import db, install
from feedback.studies.forms import ROLE_NAMES
from feedback.studies.models import Study
from feedback.web import errors, files, logs, security
from feedback.web.forms import csrf
from feedback.web.language import babel, chosen, page_language
from feedback.web.menu import Entry

# As many connections as threads may want, the last used first: none is opened for one page
POOL = {"pool_size": 12, "pool_use_lifo": True}
compress = Compress()
migrate = Migrate(render_as_batch=True, compare_type=True)


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The house, from its settings; `overrides` replace some by name."""
    values = {**house.settings(), **(overrides or {})}
    app = Flask(
        "feedback",
        template_folder=str(house.ROOT / "templates"),
        static_folder=None,  # files.install serves it
        instance_path=str(house.instance_folder(values).resolve()),
    )
    app.config.from_mapping(values)
    app.config["SECRET_KEY"] = values.get("SECRET_KEY") or house.secret(
        house.instance_folder(values), "secret_key"
    )
    app.config["SQLALCHEMY_DATABASE_URI"] = house.database_url(values)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = POOL
    app.config["BABEL_DEFAULT_LOCALE"] = "fr"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Europe/Paris"
    app.json.sort_keys = False  # type: ignore[attr-defined]
    logs.install(str(values["LOG_LEVEL"]))
    _install(app)
    gc.collect()
    gc.freeze()  # what is loaded stays: looking through it again costs a page a tenth of a second
    return app


def _install(app: Flask) -> None:
    if proxies := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, proxies, proxies, proxies)  # type: ignore[method-assign]
    db.init_app(app)
    migrate.init_app(app, db, directory=str(house.ROOT / "migrations"))
    csrf.init_app(app)
    babel.init_app(app, locale_selector=chosen)
    files.install(app, house.ROOT / "static")
    security.protect(app)
    app.config.update(COMPRESS_ALGORITHM=["gzip"], COMPRESS_LEVEL=4, COMPRESS_MIN_SIZE=800)
    compress.init_app(app)
    errors.install(app)
    app.before_request(access.load)
    for blueprint in rooms.BLUEPRINTS:
        app.register_blueprint(blueprint)
    for group in rooms.COMMANDS:
        app.cli.add_command(group)
    for exempt in rooms.WITHOUT_CSRF:
        csrf.exempt(exempt)
    app.context_processor(context)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        date=lambda value: format_date(value, "d MMM yyyy"),
        datetime=lambda value: format_datetime(value, "d MMM yyyy, HH:mm"),
        role_name=lambda role: ROLE_NAMES[role],
        act_name=act_name,
        object_name=object_name,
        file_size=file_size,
    )
    app.jinja_env.globals["static"] = lambda name: static_address(app, name)
    with app.app_context():
        install(db.engine, app.config["SQLITE_CACHE_MIB"], app.config["SQLITE_MMAP_MIB"])
    access.check_routes(app)


def file_size(octets: int) -> str:
    """A size as the reader's language writes it: 774 ko, 1,2 Mo."""
    unit, value = ("kilobyte", octets / 1e3) if octets < 1e6 else ("megabyte", octets / 1e6)
    shown = max(round(value, 0 if value >= 10 else 1), 0.1)
    return str(format_unit(shown, f"digital-{unit}", "short", locale=get_locale()))


_addresses: dict[str, str] = {}


def static_address(app: Flask, name: str) -> str:
    """Address of a static file, stamped so that browsers may keep it for ever."""
    if name not in _addresses or app.debug:
        stamp = int((house.ROOT / "static" / name).stat().st_mtime)
        _addresses[name] = url_for("static", filename=name, v=stamp)
    return _addresses[name]


def menu() -> list[Entry]:
    """Entries of the navigation that the person may use."""
    person = g.get("account")
    roles = person.roles() if person else set()
    entries = [e for e in rooms.NAV if roles_may(roles, e.act)]
    return sorted(entries, key=lambda e: e.order)


def here(entry: Entry) -> bool:
    """True on the pages of the entry's room; notices have a place of their own in the menu."""
    return (
        request.endpoint != "accounts.notices"
        and bool(request.blueprint)
        and entry.endpoint.split(".")[0] == request.blueprint
    )


@dataclass(frozen=True)
class OpenDoor:
    """A door of a study that this person may take."""

    address: str
    label: Any
    words: Any
    icon: str


def study_doors(study: Study) -> list[OpenDoor]:
    """Ways from the study into the rooms, for the person's roles in it."""
    roles = g.account.roles(study.id)
    doors = sorted((d for d in rooms.DOORS if roles_may(roles, d.act)), key=lambda d: d.order)
    return [
        OpenDoor(url_for(d.endpoint, public_id=study.public_id), d.label, d.words, d.icon)
        for d in doors
    ]


def context() -> dict[str, Any]:
    """What every template knows."""
    person = g.get("account")
    return {
        "person": person,
        "menu": menu,
        "here": here,
        "study_doors": study_doors,
        "unread": (lambda: unread(person)) if person else (lambda: 0),
        "page_language": page_language(),
        "locale": get_locale(),
        "demo": house_is_demo(),
    }


def house_is_demo() -> bool:
    """True when the demonstration's database is open."""
    return bool(current_app.config["DEMO"])
