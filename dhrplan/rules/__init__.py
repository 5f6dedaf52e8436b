"""The rules, in the order in which they are listed. A new rule is one file and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.rules import (
    address,
    date_of_birth,
    duplicate_id,
    duplicate_review,
    forbidden_name,
    id_file_mismatch,
    national_insurance_number,
    nhs_number,
    personal_email,
    personal_name,
    phone_number,
    postcode,
    silencing,
    unknown_agency,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dhrplan.rules.base import Rule

RULES: tuple[Rule, ...] = (
    duplicate_id.RULE,
    duplicate_review.RULE,
    id_file_mismatch.RULE,
    unknown_agency.RULE,
    personal_name.RULE,
    forbidden_name.RULE,
    date_of_birth.RULE,
    nhs_number.RULE,
    national_insurance_number.RULE,
    phone_number.RULE,
    personal_email.RULE,
    postcode.RULE,
    address.RULE,
    *silencing.RULES,
)

EVERY_RULE: Mapping[str, Rule] = {rule.name: rule for rule in RULES}
"""The same by name."""
