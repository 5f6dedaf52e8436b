"""The rules, in the order in which they are listed. A new rule is one file and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.rules import (
    abolished_agency,
    alias_clash,
    circular_reference,
    completed_before_commissioned,
    completed_in_future,
    duplicate_id,
    duplicate_review,
    extension_not_later,
    id_file_mismatch,
    milestone_after_target,
    silencing,
    stray_file,
    suspect_year,
    unknown_agency,
    unknown_reference,
    unquoted_id,
    updates_out_of_order,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dhrplan.rules.base import Rule

RULES: tuple[Rule, ...] = (
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
    *silencing.RULES,
)

EVERY_RULE: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
"""The same by name."""
