"""repeatedly-extended: an open action with three or more extensions."""

from __future__ import annotations

from dhrplan.diagnostic import Severity
from dhrplan.rules.engine import SOUND, Findings, Folders, Rule, actions_of, example_folder

_TOO_MANY = 3
"""Extensions: once may be bad luck, and twice a bad estimate."""

_EXTENDED = f"""{SOUND}\
extensions:
  - was: 2020-03
    reason: Lead officer left
  - was: 2020-06
    reason: No one to print it
"""
_THIRD = """\
  - was: 2020-12
    reason: Still no one to print it
"""

_HINT = "Take it to the board: agree a smaller step, another lead, or an end to the action."


def _check(folders: Folders) -> Findings:
    for at in actions_of(folders):
        times = len(at.action.extensions)
        if at.action.is_open and times >= _TOO_MANY:
            message = f"The target has been moved {times} times."
            yield at.finding(("extensions", times - 1, "was"), message, _HINT)


RULE = Rule(
    name="repeatedly-extended",
    family="consistency",
    severity=Severity.WARNING,
    what="An open action whose target was moved three times or more.",
    why="An action that is always due next quarter is never late and never done. The lead "
    "alone cannot solve what is blocking it.",
    instead="Take it to the board. It can split the action, choose another lead, or decide not "
    "to take it forward and say why.",
    check=_check,
    bad=example_folder(f"{_EXTENDED}{_THIRD}"),
    good=example_folder(_EXTENDED),
)
