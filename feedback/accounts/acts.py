"""Who may do what: the table of roles and acts (docs/guide/roles.md shows the same)."""

from __future__ import annotations

ROLES = (
    "agent", "interviewer", "coder", "study_lead", "moderator", "manager", "administrator", "dpo",
)  # fmt: skip
HOUSE_ROLES = ("administrator", "dpo")
STUDY_ROLES = tuple(r for r in ROLES if r not in HOUSE_ROLES)
SITE_ROLES = ("agent", "manager")  # may be limited to some sites

LEAD = "study_lead"
ACTS: dict[str, frozenset[str]] = {
    # own account and the front page: with or without a role
    "be_signed_in": frozenset(ROLES),
    # whole house
    "manage_accounts": frozenset({"administrator"}),
    "manage_sites": frozenset({"administrator"}),
    "create_study": frozenset({"administrator"}),
    "manage_templates": frozenset({"administrator"}),
    "read_log": frozenset({"administrator", "dpo"}),
    # a study
    "see_study": frozenset({*STUDY_ROLES, "administrator", "dpo"}),
    "edit_study": frozenset({LEAD, "administrator"}),
    "manage_team": frozenset({LEAD, "administrator"}),
    "edit_instruments": frozenset({LEAD}),
    "see_instruments": frozenset({LEAD, "interviewer", "moderator", "coder"}),
    # tablets and links
    "watch_devices": frozenset({"agent", LEAD, "administrator"}),
    "settle_conflicts": frozenset({LEAD}),
    "type_in_answers": frozenset({"agent", LEAD}),
    # interviews and paroles
    "hold_interviews": frozenset({"interviewer", LEAD}),
    "collect_paroles": frozenset({"interviewer", LEAD, "moderator"}),
    # texts
    "moderate": frozenset({"moderator", LEAD}),
    "code": frozenset({"coder", LEAD}),
    "lead_coding": frozenset({LEAD}),
    "read_codebook": frozenset({"coder", LEAD, "moderator"}),
    "edit_codebook": frozenset({LEAD}),
    # figures and files
    "read_results": frozenset({"manager", LEAD, "coder"}),
    "see_exports": frozenset({"manager", "coder", LEAD}),
    "export_manager": frozenset({"manager", LEAD}),
    "export_research": frozenset({"coder", LEAD}),
}


def may(roles: set[str] | frozenset[str], act: str) -> bool:
    """True when one of the roles allows the act; an unknown act is a fault of ours."""
    return act == "be_signed_in" or not ACTS[act].isdisjoint(roles)
