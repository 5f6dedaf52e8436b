"""A decision about an action, the changes it makes to a plan, and their effect."""

from dhrplan.decide.changes import changes_for
from dhrplan.decide.checks import check_decision, missing_parts
from dhrplan.decide.decision import (
    Decision,
    DecisionError,
    Interpreter,
    Review,
    Subjects,
    find_review,
    find_subjects,
    interpret,
)
from dhrplan.decide.effect import Draft, Effect, draft_of, effect_of, effect_on_all

__all__ = (
    "Decision",
    "DecisionError",
    "Draft",
    "Effect",
    "Interpreter",
    "Review",
    "Subjects",
    "changes_for",
    "check_decision",
    "draft_of",
    "effect_of",
    "effect_on_all",
    "find_review",
    "find_subjects",
    "interpret",
    "missing_parts",
)
