"""A decision about an action, the changes it makes to a plan, and their effect."""

from dhrplan.decide.assignments import (
    Assignments,
    changes_of_fields,
    parse_assignments,
    with_assignments,
)
from dhrplan.decide.checks import check_decision, missing_parts
from dhrplan.decide.decision import (
    Decision,
    DecisionError,
    Interpreter,
    interpret,
)
from dhrplan.decide.edits import changes_for, milestones_left_late
from dhrplan.decide.effect import Draft, Effect, draft_of, draft_with, effect_of, effect_on_all
from dhrplan.decide.subjects import (
    Found,
    Review,
    Subjects,
    find_all_subjects,
    find_bodies,
    find_by_filters,
    find_review,
    find_subjects,
    is_register,
)

__all__ = (
    "Assignments",
    "Decision",
    "DecisionError",
    "Draft",
    "Effect",
    "Found",
    "Interpreter",
    "Review",
    "Subjects",
    "changes_for",
    "changes_of_fields",
    "check_decision",
    "draft_of",
    "draft_with",
    "effect_of",
    "effect_on_all",
    "find_all_subjects",
    "find_bodies",
    "find_by_filters",
    "find_review",
    "find_subjects",
    "interpret",
    "is_register",
    "milestones_left_late",
    "missing_parts",
    "parse_assignments",
    "with_assignments",
)
