"""The answers a board may give about an action: a key, follow-up questions, a decision.

A new answer is one entry in `ANSWERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from dhrplan.decide.decision import parse_target
from dhrplan.model.dates.values import spoken
from dhrplan.model.plan import CLOSED, STOPPED, Action, Status
from dhrplan.model.state import deadline_of
from dhrplan.reports.select import Item


class FollowUp(NamedTuple):
    """A question after a key, whose answer fills one part of the decision.

    Attributes:
        default: The value that Enter takes; empty for none.
        required: Without an answer nothing is recorded.
        choices: For an answer by key: label and value by key; empty for typed answers.
        applies: Whether the question is asked about this action.
        refusal: Why a canonical value is not accepted, to ask again; empty if it is.
    """

    part: str
    question: str
    default: Callable[[Item], str] = lambda _item: ""
    required: bool = False
    choices: Mapping[str, tuple[str, str]] = MappingProxyType({})
    applies: Callable[[Item], bool] = lambda _item: True
    refusal: Callable[[Item, str], str] = lambda _item, _value: ""


class Answer(NamedTuple):
    """What a board may answer by pressing a key.

    Attributes:
        topic: A later answer with the same topic replaces an earlier one; answers with an empty
            topic add up.
        applies: Whether it can be given about this action.
        fixed: The parts of the decision that need no question.
        of_milestone: It is about a milestone, which is asked for first.
    """

    key: str
    label: str
    topic: str
    applies: Callable[[Action], bool]
    questions: tuple[FollowUp, ...]
    fixed: Mapping[str, Any] = MappingProxyType({})
    of_milestone: bool = False


def _single_lead(item: Item) -> str:
    codes = item.register.codes(item.action.lead)
    return codes[0] if len(codes) == 1 else ""


def _sign_off(item: Item) -> str:
    return item.plan.sign_off or ""


def _of_extension_asked(part: str) -> Callable[[Item], str]:
    """The default taken from the extension that was asked for."""

    def default(item: Item) -> str:
        value = getattr(item.action.extension_asked, part, None)
        return str(getattr(value, "canonical", value) or "")

    return default


def _can_stop(action: Action) -> bool:
    return not action.is_done and action.status is not Status.SUPERSEDED


def _in_future(item: Item, value: str) -> str:
    when = parse_target(value)
    first = getattr(when, "first", item.as_of)
    return _capitalised(f"{spoken(when)} is still to come.") if first > item.as_of else ""


def _not_later(item: Item, value: str) -> str:
    new, target = parse_target(value), item.action.target
    until, was = (deadline_of(when, item.plan) for when in (new, target))
    if not (target and until and was) or until > was:
        return ""
    return _capitalised(f"{spoken(new)} is no later than the target, {spoken(target)}.")


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


_COMPLETED = FollowUp("completed", "When was it done?", refusal=_in_future)
_REASON = FollowUp("reason", "Why?", required=True)
_BEGUN = FollowUp(
    "status",
    "Is it in progress now?",
    choices=MappingProxyType({"y": ("yes", "in-progress"), "n": ("no", "")}),
    applies=lambda item: item.action.status in {None, Status.NOT_STARTED},
)
_CHECK_RESULTS = MappingProxyType(
    {
        "s": ("still in place", "still-in-place"),
        "l": ("lapsed", "lapsed"),
        "k": ("not known", "not-known"),
    }
)

ANSWERS = (
    Answer(
        "d",
        "done",
        "status",
        lambda action: not action.is_done,
        (
            _COMPLETED,
            FollowUp("outcome", "What came of it?", lambda item: item.action.outcome or ""),
        ),
        {"status": Status.COMPLETE.value},
    ),
    Answer(
        "p",
        "progress",
        "",
        lambda _action: True,
        (
            FollowUp("note", "What was said?", required=True),
            FollowUp("by", "By whom?", _single_lead),
            _BEGUN,
        ),
    ),
    Answer(
        "e",
        "extend",
        "target",
        lambda action: action.target is not None and action.status not in CLOSED,
        (
            FollowUp(
                "extend_to",
                "To when?",
                _of_extension_asked("target"),
                required=True,
                refusal=_not_later,
            ),
            FollowUp("reason", "Why?", _of_extension_asked("reason")),
            FollowUp("approved_by", "Who agrees?", _sign_off),
        ),
    ),
    Answer(
        "r",
        "refuse the extension",
        "target",
        lambda action: action.extension_asked is not None,
        (FollowUp("reason", "Why?"),),
        {"refuse_extension": True},
    ),
    Answer(
        "h",
        "hold (pause)",
        "status",
        lambda action: _can_stop(action) and action.status is not Status.PAUSED,
        (_REASON,),
        {"status": Status.PAUSED.value},
    ),
    Answer(
        "n",
        "not taken forward",
        "status",
        lambda action: _can_stop(action) and action.status is not Status.NOT_TAKEN_FORWARD,
        (_REASON,),
        {"status": Status.NOT_TAKEN_FORWARD.value},
    ),
    Answer(
        "g",
        "goes on again",
        "status",
        lambda action: action.is_done or action.status in STOPPED,
        (FollowUp("reason", "Why?"),),
        {"status": Status.IN_PROGRESS.value},
    ),
    Answer(
        "m",
        "milestone done",
        "",
        lambda action: bool(action.open_milestones),
        (_COMPLETED,),
        {"status": Status.COMPLETE.value},
        of_milestone=True,
    ),
    Answer(
        "c",
        "checked",
        "checked",
        lambda _action: True,
        (
            FollowUp("checked", "What was found?", required=True, choices=_CHECK_RESULTS),
            FollowUp("how", "How was it looked at?"),
            FollowUp("next_check", "When to look again?"),
        ),
    ),
    Answer(
        "a",
        "agree that it is done",
        "signed_off",
        lambda action: action.is_done and action.signed_off is None,
        (FollowUp("by", "Who agrees?", _sign_off, required=True),),
        {"sign_off": True},
    ),
)
"""The answers, in the order in which they are shown."""

BY_KEY: Mapping[str, Answer] = MappingProxyType({one.key: one for one in ANSWERS})

REOPEN = BY_KEY["g"]


def possible_answers(item: Item) -> tuple[Answer, ...]:
    """The answers that apply to an action; none to one that cannot be read."""
    if item.action.unclear:
        return ()
    return tuple(one for one in ANSWERS if one.applies(item.action))
