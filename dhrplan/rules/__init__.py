"""The rules, in the order in which they are listed. A new rule is one file and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.rules import (
    abolished_agency,
    action_without_lead,
    action_without_status,
    action_without_text,
    alias_clash,
    circular_reference,
    complete_with_open_milestones,
    complete_without_date,
    complete_without_outcome,
    completed_before_commissioned,
    completed_in_future,
    decision_without_reason,
    duplicate_id,
    duplicate_review,
    extension_not_later,
    extension_without_reason,
    faults,
    flow_prose,
    future_wording_when_complete,
    id_file_mismatch,
    lead_is_a_person,
    milestone_after_target,
    national_without_response,
    no_news,
    ongoing_without_check,
    open_but_milestones_done,
    open_without_target,
    overdue_without_update,
    recommendation_without_action,
    repeatedly_extended,
    silencing,
    stray_file,
    suspect_year,
    text_cut_by_comment,
    unknown_agency,
    unknown_reference,
    unquoted_id,
    updates_out_of_order,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dhrplan.rules.base import Rule

RULES: tuple[Rule, ...] = (
    *faults.RULES,
    duplicate_id.RULE,
    duplicate_review.RULE,
    id_file_mismatch.RULE,
    unknown_agency.RULE,
    abolished_agency.RULE,
    unknown_reference.RULE,
    circular_reference.RULE,
    alias_clash.RULE,
    unquoted_id.RULE,
    stray_file.RULE,
    completed_in_future.RULE,
    completed_before_commissioned.RULE,
    milestone_after_target.RULE,
    extension_not_later.RULE,
    suspect_year.RULE,
    updates_out_of_order.RULE,
    recommendation_without_action.RULE,
    action_without_text.RULE,
    action_without_lead.RULE,
    action_without_status.RULE,
    open_without_target.RULE,
    ongoing_without_check.RULE,
    complete_without_date.RULE,
    complete_without_outcome.RULE,
    decision_without_reason.RULE,
    extension_without_reason.RULE,
    lead_is_a_person.RULE,
    national_without_response.RULE,
    open_but_milestones_done.RULE,
    complete_with_open_milestones.RULE,
    future_wording_when_complete.RULE,
    overdue_without_update.RULE,
    no_news.RULE,
    repeatedly_extended.RULE,
    text_cut_by_comment.RULE,
    flow_prose.RULE,
    *silencing.RULES,
)

EVERY_RULE: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
"""The same by name."""
