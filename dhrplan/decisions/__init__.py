"""What somebody decides about an action, and what a file must say of it afterwards.

Pure: from words that are said in a meeting to changes of a plan, and what the rules say of these.
"""

from dhrplan.decisions.changing import changes_for
from dhrplan.decisions.decision import Decision, DecisionError
from dhrplan.decisions.drafting import Draft, draft_of
from dhrplan.decisions.effect import Effect, effect_of, effect_on_all
from dhrplan.decisions.fitting import lacking, refuse_misfits
from dhrplan.decisions.subjects import Review, Subjects, review_of, subjects
from dhrplan.decisions.understanding import Hearing, understood

__all__ = (
    "Decision",
    "DecisionError",
    "Draft",
    "Effect",
    "Hearing",
    "Review",
    "Subjects",
    "changes_for",
    "draft_of",
    "effect_of",
    "effect_on_all",
    "lacking",
    "refuse_misfits",
    "review_of",
    "subjects",
    "understood",
)
