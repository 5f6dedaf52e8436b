"""recommendation-without-action: a recommendation that nobody acts on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.diagnostic import Severity
from dhrplan.rules.base import Rule, recommendations_of
from dhrplan.rules.example import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.model.agencies import Register
    from dhrplan.model.plan import Recommendation
    from dhrplan.rules.base import Finding, Folders


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
"""The verdicts after which nothing is left to do."""


def _check(folders: Folders) -> Iterator[Finding]:
    for folder in folders:
        for asked in recommendations_of((folder,)):
            if _lacks_action(asked.recommendation, folder.register):
                message = f"Recommendation `{asked.recommendation.id}` has no action."
                yield asked.finding(("id",), message, _HINT)


def _lacks_action(recommendation: Recommendation, register: Register) -> bool:
    result = recommendation.result
    settled = result is not None and result.met in _SETTLED
    return not (recommendation.actions or settled or _asks_only_national(recommendation, register))


def _asks_only_national(recommendation: Recommendation, register: Register) -> bool:
    """Whether it is for national bodies alone to act; `national-without-response` looks at those.

    A body whose level is not known counts as national where the recommendation itself is, or where
    an answer is recorded, since only national bodies are asked for one.
    """
    levels = {register.level(name) for name in recommendation.addressed_to}
    if recommendation.scope == "national" or recommendation.responses:
        return levels <= {"national", None}
    return levels == {"national"}


_HINT = (
    "Write `actions:` and below it what is to be done and by whom. Where nothing is, write the "
    "board's verdict: `result:`, and below it `met: already-in-place` or `met: not` with a "
    "`reason`."
)

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
    bad={"DHR99.yaml": plan() + _SECOND},
    good={"DHR99.yaml": plan() + _SECOND + _ACTION},
)
