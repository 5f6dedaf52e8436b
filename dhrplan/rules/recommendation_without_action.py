"""recommendation-without-action: a recommendation without actions."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.model.agencies import Register
from dhrplan.model.plan import Recommendation
from dhrplan.rules.engine import Findings, Folders, Rule, example_plan, recommendations_of

_SECOND = """\
  - id: "2"
    text: Staff should know the form.
"""
_ACTION = """\
    actions:
      - id: "2.1"
        text: Train all staff.
        lead: [POL]
        status: not-started
        target: 2021-09
"""
_SETTLED = frozenset({"already-in-place", "not"})
"""Results after which nothing is left to do."""

_HINT = (
    "Write `actions:` and below it what is to be done and by whom. Where nothing is, write the "
    "board's verdict: `result:`, and below it `met: already-in-place` or `met: not` with a "
    "`reason`."
)


def _check(folders: Folders) -> Findings:
    for folder in folders:
        for at in recommendations_of((folder,)):
            if _lacks_action(at.recommendation, folder.register):
                message = f"Recommendation `{at.recommendation.id}` has no action."
                yield at.finding(("id",), message, _HINT)


def _lacks_action(recommendation: Recommendation, register: Register) -> bool:
    result = recommendation.result
    settled = result is not None and result.met in _SETTLED
    return not (recommendation.actions or settled or _asks_only_national(recommendation, register))


def _asks_only_national(recommendation: Recommendation, register: Register) -> bool:
    """True if only national bodies are to act; national-without-response checks those.

    A body of unknown level counts as national if the recommendation itself is national, or if a
    response is recorded, since only national bodies are asked for one.
    """
    levels = {register.level(name) for name in recommendation.addressed_to}
    if recommendation.scope == "national" or recommendation.responses:
        return levels <= {"national", None}
    return levels == {"national"}


RULE = Rule(
    name="recommendation-without-action",
    family="completeness",
    severity=Severity.WARNING,
    what="A recommendation without an action.",
    why="A family was promised that this would be learned from, and nobody is asked to do it, so "
    "that no report ever shows the gap. One that the board found to be in place already, or not "
    "met, needs no action; one for national bodies alone is asked for a response instead.",
    instead="Write the action that came of it; or the board's verdict in `result`, with its "
    "reason.",
    check=_check,
    bad={"DHR99.yaml": example_plan() + _SECOND},
    good={"DHR99.yaml": example_plan() + _SECOND + _ACTION},
)
