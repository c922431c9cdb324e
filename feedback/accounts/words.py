"""What the audit log says of each act, for the people who read it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

ACTS: dict[str, Any] = {
    "account.created": _l("Compte créé"),
    "account.changed": _l("Compte modifié"),
    "account.deactivated": _l("Compte fermé"),
    "account.reactivated": _l("Compte rouvert"),
    "account.handed_over": _l("Rôles d'étude transmis"),
    "account.password_set": _l("Mot de passe choisi"),
    "account.invitation_link": _l("Lien d'invitation fait"),
    "account.reset_link": _l("Lien de mot de passe fait"),
    "account.signed_in": _l("Connexion"),
    "account.signed_out_everywhere": _l("Déconnexion de tous les appareils"),
    "account.sign_in_failed": _l("Trop de mots de passe faux"),
    "role.granted": _l("Rôle donné"),
    "role.withdrawn": _l("Rôle retiré"),
    "study.created": _l("Étude créée"),
    "study.edited": _l("Étude modifiée"),
    "study.archived": _l("Étude archivée"),
    "study.reopened": _l("Étude rouverte"),
    "site.saved": _l("Lieu enregistré"),
    "codebook.created": _l("Livre de codes créé"),
    "code.added": _l("Code ajouté"),
    "code.changed": _l("Code modifié"),
    "code.moved": _l("Code déplacé"),
    "code.archived": _l("Code archivé"),
    "code.reopened": _l("Code rouvert"),
    "instrument.saved": _l("Questionnaire enregistré"),
    "instrument.published": _l("Questionnaire publié"),
    "instrument.archived": _l("Questionnaire archivé"),
    "instrument.reopened": _l("Questionnaire posé à nouveau"),
    "instrument.planned": _l("Publication ou fermeture prévue"),
    "instrument.plan_cancelled": _l("Publication ou fermeture prévue, annulée"),
    "instrument.plan_refused": _l("Publication ou fermeture prévue, refusée le jour venu"),
    "instrument.draft_discarded": _l("Brouillon de questionnaire jeté"),
    "instrument.core_taken": _l("Nouvelle version du noyau reprise"),
    "template.named": _l("Modèle de la maison désigné"),
    "template.withdrawn": _l("Modèle de la maison retiré"),
    "language.offered": _l("Langue proposée"),
    "language.reviewed": _l("Langue dite relue"),
    "language.unreviewed": _l("Mention « relue » retirée"),
    "language.imported": _l("Traduction importée d'un fichier"),
    "language.stopped": _l("Langue retirée"),
    "device.added": _l("Tablette ajoutée"),
    "link.codes": _l("Lien qui demande un code"),
    "link.no_codes": _l("Lien qui ne demande plus de code"),
    "slips.made": _l("Codes à usage unique faits"),
    "slips.cancelled": _l("Codes à usage unique annulés"),
    "picture.added": _l("Image ajoutée"),
    "picture.removed": _l("Image retirée"),
    "device.assigned": _l("Tablette réglée"),
    "footfall.counted": _l("Visiteurs comptés"),
    "device.pin": _l("PIN de tablette changé"),
    "device.code": _l("Code de tablette fait"),
    "device.paired": _l("Tablette reliée"),
    "device.revoked": _l("Tablette retirée"),
    "link.opened": _l("Lien d'enquête ouvert"),
    "link.closed": _l("Lien d'enquête fermé"),
    "conflict.settled": _l("Réponse mise de côté, réglée"),
    "response.counted": _l("Réponse comptée de nouveau"),
    "response.left_out": _l("Réponse laissée hors du compte"),
    "response.withdrawn": _l("Réponse retirée"),
    "interview.begun": _l("Entretien commencé"),
    "interview.permissions": _l("Permissions d'un entretien changées"),
    "interview.step_edited": _l("Étape d'un entretien corrigée"),
    "interview.completed": _l("Entretien terminé"),
    "interview.withdrawn": _l("Entretien retiré"),
    "interview.code_shown": _l("Code de retrait d'un entretien montré"),
    "interview.contact_read": _l("Contact d'une personne regardé"),
    "interview.draft_erased": _l("Entretien non terminé, effacé à son terme"),
    "parole_link.opened": _l("Lien de paroles ouvert"),
    "parole_link.closed": _l("Lien de paroles fermé"),
    "paroles.entered": _l("Paroles saisies"),
    "paroles.undone": _l("Saisie de paroles annulée"),
    "parole.withdrawn": _l("Parole retirée"),
    "parole.code_shown": _l("Code de retrait d'une parole montré"),
    "parole.contact_read": _l("Contact d'un auteur regardé"),
    "text.masked": _l("Texte masqué"),
    "text.unmasked": _l("Masques retirés"),
    "text.read": _l("Texte relu"),
    "text.unread": _l("Texte remis dans la file"),
    "text.validated": _l("Texte validé"),
    "text.unvalidated": _l("Validation retirée"),
    "text.superseded": _l("Texte remplacé, un nom avait échappé"),
    "text.translated": _l("Traduction écrite"),
    "text.danger": _l("Danger signalé"),
    "text.danger_lifted": _l("Signalement de danger levé"),
    "texts.expired": _l("Textes non relus, effacés à leur terme"),
    "coding.removed": _l("Codage retiré"),
    "coding.put_back": _l("Codage remis"),
    "export.asked": _l("Fichier demandé"),
    "export.cancelled": _l("Demande de fichier annulée"),
    "export.taken": _l("Fichier téléchargé"),
    "export.destroyed": _l("Fichier effacé"),
}
KINDS: dict[str, Any] = {
    "account": _l("compte"), "study": _l("étude"), "site": _l("lieu"), "code": _l("code"),
    "instrument": _l("questionnaire"), "device": _l("tablette"), "link": _l("lien"),
    "response": _l("réponse"), "conflict": _l("réponse mise de côté"),
    "interview": _l("entretien"), "parole": _l("parole"), "parole_link": _l("lien de paroles"),
    "document": _l("texte"), "job": _l("fichier"),
}  # fmt: skip


def act_name(act: str) -> Any:
    """What happened, in words; an act this version does not know keeps its own name."""
    return ACTS.get(act, act)


def object_name(object_: str) -> str:
    """What it happened to: its kind in words, then the reference by which it is found again."""
    kind, _, reference = object_.partition(":")
    return f"{KINDS.get(kind, kind)} {reference}".strip()
