"""The registry of rules, in the order of listing. A new rule is one file and one line here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from dhrplan.rules.engine import Rule

_MODULES = (
    # reading
    "faults",
    # references
    "duplicate_id",
    "duplicate_review",
    "id_file_mismatch",
    "unknown_agency",
    "abolished_agency",
    "unknown_reference",
    "circular_reference",
    "alias_clash",
    "unquoted_id",
    "stray_file",
    # dates
    "completed_in_future",
    "completed_before_commissioned",
    "milestone_after_target",
    "extension_not_later",
    "suspect_year",
    "updates_out_of_order",
    "unrecorded_slip",
    # completeness
    "recommendation_without_action",
    "action_without_text",
    "action_without_lead",
    "action_without_status",
    "open_without_target",
    "ongoing_without_check",
    "paused_without_check",
    "complete_without_date",
    "complete_without_outcome",
    "decision_without_reason",
    "extension_without_reason",
    "lead_is_a_person",
    "national_without_response",
    # consistency
    "open_but_milestones_done",
    "complete_with_open_milestones",
    "future_wording_when_complete",
    "overdue_without_update",
    "no_news",
    "repeatedly_extended",
    "verdict_without_evidence",
    "text_cut_by_comment",
    "flow_prose",
    # privacy
    "privacy.personal_name",
    "privacy.forbidden_name",
    "privacy.date_of_birth",
    "privacy.initials_with_birth_date",
    "privacy.nhs_number",
    "privacy.national_insurance_number",
    "privacy.driving_licence_number",
    "privacy.passport_number",
    "privacy.number_plate",
    "privacy.police_reference",
    "privacy.phone_number",
    "privacy.personal_email",
    "privacy.social_media_name",
    "privacy.postcode",
    "privacy.address",
    # silencing
    "silencing",
)


def _rules_in(name: str) -> Iterator[Rule]:
    """The `RULES` of a module, or its one `RULE`."""
    module = import_module(f"dhrplan.rules.{name}")
    yield from getattr(module, "RULES", None) or (module.RULE,)


RULES: tuple[Rule, ...] = tuple(rule for name in _MODULES for rule in _rules_in(name))

RULES_BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
