"""The rooms of the house, each with its pages, commands, menu entries and jobs."""

from __future__ import annotations

from feedback.accounts import cli as accounts_cli
from feedback.accounts import views as accounts
from feedback.analysis import kept_views
from feedback.analysis import views as analysis
from feedback.analysis.codings import views as codings
from feedback.analysis.comparing import views as comparing
from feedback.analysis.crossreading import views as crossreading
from feedback.analysis.journeys import views as read_together
from feedback.app import home
from feedback.coding import views as coding
from feedback.coding.double import views as double
from feedback.coding.taking import views as taking
from feedback.corpus.intake import views as intake
from feedback.corpus.moderation import views as moderation
from feedback.exports import views as exports
from feedback.exports.publishing import views as publishing
from feedback.instruments import cli as instruments_cli
from feedback.instruments import paper_views as paper
from feedback.instruments import picture_views as pictures
from feedback.instruments import views as instruments
from feedback.instruments import xlsform_views as xlsform
from feedback.instruments.core import views as cores
from feedback.instruments.drafting import views as drafting
from feedback.instruments.pool import views as pool
from feedback.instruments.recordings import views as recordings
from feedback.instruments.translating import file_views as translation_files
from feedback.instruments.translating import views as translating
from feedback.instruments.versions import views as versions
from feedback.journeys import views as journeys
from feedback.kiosk import trial_views as trial
from feedback.kiosk import views as kiosk
from feedback.kiosk.fleet import views as devices
from feedback.paroles import deposit_views as deposit
from feedback.paroles import views as paroles
from feedback.reception import views as reception
from feedback.responses import cli as responses_cli
from feedback.responses import doubt_views as doubts
from feedback.responses import views as responses
from feedback.stewardship import views as withdrawal
from feedback.studies import views as studies

ROOMS = (
    home,
    accounts,
    studies,
    instruments,
    paper,
    recordings,
    translating,
    translation_files,
    pictures,
    xlsform,
    cores,
    pool,
    drafting,
    versions,
    journeys,
    paroles,
    deposit,
    withdrawal,
    kiosk,
    trial,
    devices,
    reception,
    responses,
    doubts,
    intake,
    moderation,
    coding,
    double,
    taking,
    analysis,
    comparing,
    kept_views,
    codings,
    crossreading,
    read_together,
    exports,
    publishing,
)
BLUEPRINTS = tuple(room.bp for room in ROOMS)
COMMANDS = (accounts_cli.group, instruments_cli.group, responses_cli.group)
NAV = tuple(entry for room in ROOMS for entry in getattr(room, "NAV", ()))
DOORS = tuple(door for room in ROOMS for door in getattr(room, "DOORS", ()))
WITHOUT_CSRF = (kiosk.bp, deposit.bp)  # they prove themselves by a credential or a start token
