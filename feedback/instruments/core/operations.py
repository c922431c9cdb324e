"""What happens between a core and its local instruments: named, stood on, taken over anew."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from feedback.accounts.models import Account
from feedback.accounts.operations import record
from feedback.db import utcnow
from feedback.errors import Refused
from feedback.formats.text import normalise
from feedback.instruments import operations
from feedback.instruments.core.queries import core_of, newer_core, templates
from feedback.instruments.core.shared import clashes, own, rebuilt
from feedback.instruments.definition import Definition, load
from feedback.instruments.drafting.operations import forget
from feedback.instruments.models import LONGEST_TITLE, Instrument, Version
from feedback.instruments.queries import definition_of, instruments, published
from feedback.instruments.xlsform.codes import code_of
from feedback.studies.models import Study


def name_template(actor: Account, instrument: Instrument) -> None:
    """From now on studies may stand on its published version."""
    if published(instrument) is None:
        raise Refused(_l("Seul un questionnaire publié devient modèle de la maison."))
    if core_of(instrument) is not None:
        raise Refused(_l("Un questionnaire local ne devient pas modèle de la maison."))
    instrument.template_at = instrument.template_at or utcnow()
    record(actor, "template.named", f"instrument:{instrument.public_id}")


def withdraw_template(actor: Account, instrument: Instrument) -> None:
    """Offer it no more; the local instruments made from it keep their core."""
    instrument.template_at = None
    record(actor, "template.withdrawn", f"instrument:{instrument.public_id}")


def create_local(actor: Account, study: Study, model: str, title: str) -> Instrument:
    """A new instrument of the study on a template of the house, ready for questions of its own."""
    core = next((version for one, version, _ in templates() if one.public_id == model), None)
    if core is None:
        raise Refused(_l("Ce modèle n'est plus proposé."))
    asked = definition_of(core)
    code = code_of(asked.code, {one.code for one in instruments(study)})
    definition = load(rebuilt(asked, asked, load({**asked.as_json(), "code": code})))
    made = operations.create(actor, study, definition, core)
    made.title = normalise(title).strip()[:LONGEST_TITLE] or made.title
    return made


def take_core(actor: Account, instrument: Instrument) -> Version:
    """A draft on the core's newer version, local questions kept."""
    newer, before = newer_core(instrument), core_of(instrument)
    if newer is None or before is None:
        raise Refused(_l("Ce questionnaire a déjà la dernière version de son noyau."))
    definition = _on(definition_of(newer), definition_of(before), operations.latest(instrument))
    version = operations.save_draft(actor, instrument, definition, newer)
    forget(version)  # what was written before stood on another core
    record(
        actor, "instrument.core_taken", f"instrument:{instrument.public_id}",
        version=version.number, core=newer.number,
    )  # fmt: skip
    return version


def _on(core: Definition, before: Definition, local: Definition) -> Definition:
    taken = clashes(core, own(before, local))
    if taken:
        raise Refused(
            _l(
                "Le nouveau noyau utilise un code de vos questions : %(codes)s. Changez-le d'abord dans un brouillon.",
                codes=", ".join(taken),
            )
        )
    return operations.changed(local, rebuilt(core, before, local))
