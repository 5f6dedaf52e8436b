"""The answers a board may give about an action: a key, follow-up questions, a decision.

A new answer is one entry in `ANSWERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from dhrplan.decide.decision import Decision, parse_target
from dhrplan.model.agencies import Register
from dhrplan.model.dates.values import spoken
from dhrplan.model.plan import CLOSED, STOPPED, Action, Status
from dhrplan.model.state import deadline_of, late_milestones
from dhrplan.reports.select import Item


class FollowUp(NamedTuple):
    """A question after a key, whose answer fills one part of the decision.

    Attributes:
        default: The value that Enter takes; empty for none.
        is_list: Several bodies, with commas between them.
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
    is_list: bool = False

    def parts(self, typed: str) -> dict[str, Any]:
        """The part of a decision that a typed answer gives."""
        nothing = getattr(Decision(), self.part)
        if isinstance(nothing, bool):
            return {self.part: True}
        if not isinstance(nothing, tuple):
            return {self.part: typed}
        several = typed.split(",") if self.is_list else (typed,)
        return {self.part: tuple(filter(None, map(str.strip, several)))}


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


def _leads(item: Item) -> str:
    return ", ".join(item.register.codes(item.action.lead))


def _other_agency(item: Item) -> str:
    others = item.register.codes((*item.action.lead[1:], *item.action.partners))
    return others[0] if len(others) == 1 else ""


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
    if first <= item.as_of:
        return ""
    return _capitalised(f"{spoken(when)} is in the future. Give the day it was completed.")


def _not_later(item: Item, value: str) -> str:
    new, target = parse_target(value), item.action.target
    until, was = (deadline_of(when, item.plan) for when in (new, target))
    if not (target and until and was) or until > was:
        return ""
    is_early = f"{spoken(new)} is not later than the target, {spoken(target)}."
    return _capitalised(f"{is_early} Give a later date.")


def _has_late_milestones(item: Item) -> bool:
    return bool(late_milestones(item.action, item.plan, item.as_of))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


_COMPLETED = FollowUp("completed", "When was it completed?", refusal=_in_future)
_LEAD = FollowUp(
    "lead",
    "Which agency leads? If several, put commas between them.",
    _leads,
    is_list=True,
    required=True,
)
_NEXT_CHECK = FollowUp("next_check", "When is the next check?")
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
            FollowUp("outcome", "What was the outcome?", lambda item: item.action.outcome or ""),
        ),
        {"status": Status.COMPLETE.value},
    ),
    Answer(
        "p",
        "progress",
        "",
        lambda _action: True,
        (
            FollowUp("note", "What is the update?", required=True),
            FollowUp("by", "Who gave it? An agency or a post.", _single_lead),
            _BEGUN,
        ),
    ),
    Answer(
        "o",
        "other agency's update",
        "",
        lambda action: bool(action.partners or action.lead[1:]),
        (
            FollowUp("note", "What is the update?", required=True),
            FollowUp("by", "Which agency gave it?", _other_agency, required=True),
        ),
    ),
    Answer(
        "t",
        "set a target",
        "target",
        lambda action: action.target is None and action.status not in CLOSED,
        (FollowUp("target", "What is the target date?", required=True),),
    ),
    Answer(
        "e",
        "extend",
        "target",
        lambda action: action.target is not None and action.status not in CLOSED,
        (
            FollowUp(
                "extend_to",
                "What is the new target date?",
                _of_extension_asked("target"),
                required=True,
                refusal=_not_later,
            ),
            FollowUp("reason", "Why is it extended?", _of_extension_asked("reason")),
            FollowUp("approved_by", "Who agreed it?", _sign_off),
            FollowUp(
                "milestones",
                "Move its late milestones to that date too?",
                choices=MappingProxyType({"y": ("yes", "yes"), "n": ("no", "")}),
                applies=_has_late_milestones,
            ),
        ),
    ),
    Answer(
        "r",
        "refuse the extension",
        "target",
        lambda action: action.extension_asked is not None,
        (FollowUp("reason", "Why is it refused?"),),
        {"refuse_extension": True},
    ),
    Answer(
        "h",
        "hold (pause)",
        "status",
        lambda action: _can_stop(action) and action.status is not Status.PAUSED,
        (FollowUp("reason", "Why is it paused?", required=True), _NEXT_CHECK),
        {"status": Status.PAUSED.value},
    ),
    Answer(
        "n",
        "not taken forward",
        "status",
        lambda action: _can_stop(action) and action.status is not Status.NOT_TAKEN_FORWARD,
        (FollowUp("reason", "Why is it not taken forward?", required=True),),
        {"status": Status.NOT_TAKEN_FORWARD.value},
    ),
    Answer(
        "x",
        "superseded",
        "status",
        _can_stop,
        (
            FollowUp(
                "superseded_by",
                "Which action replaces it? For example, `DHR7 1.1`.",
                required=True,
            ),
            FollowUp("reason", "Why?"),
        ),
        {"status": Status.SUPERSEDED.value},
    ),
    Answer(
        "g",
        "go back to in progress",
        "status",
        lambda action: action.is_done or action.status in STOPPED,
        (FollowUp("reason", "Why?"),),
        {"status": Status.IN_PROGRESS.value},
    ),
    Answer(
        "m",
        "milestone done",
        "status",
        lambda action: bool(action.open_milestones),
        (_COMPLETED,),
        {"status": Status.COMPLETE.value},
        of_milestone=True,
    ),
    Answer(
        "w",
        "when a milestone is due",
        "target",
        lambda action: bool(action.open_milestones),
        (FollowUp("target", "What is its new target date?", required=True),),
        of_milestone=True,
    ),
    Answer("l", "lead agency", "lead", lambda _action: True, (_LEAD,)),
    Answer(
        "v",
        "evidence",
        "",
        lambda _action: True,
        (FollowUp("evidence", "What is the evidence?", required=True),),
    ),
    Answer(
        "c",
        "checked",
        "checked",
        lambda _action: True,
        (
            FollowUp("checked", "What did the check find?", required=True, choices=_CHECK_RESULTS),
            FollowUp("how", "How was it checked?"),
            _NEXT_CHECK,
        ),
    ),
    Answer(
        "a",
        "agree it is complete (sign off)",
        "signed_off",
        lambda action: action.is_done and action.signed_off is None,
        (FollowUp("by", "Who signs it off?", _sign_off, required=True),),
        {"sign_off": True},
    ),
    Answer(
        "i",
        "new action",
        "",
        lambda _action: True,
        (
            FollowUp("new_action", "What is the new action?", required=True),
            _LEAD._replace(default=lambda _item: "", required=False),
            FollowUp("target", "What is its target date?"),
        ),
    ),
)
"""The answers, in the order in which they are shown."""

BY_KEY: Mapping[str, Answer] = MappingProxyType({one.key: one for one in ANSWERS})

REOPEN = BY_KEY["g"]


_MOST_WORDS_OF_A_BODY = 6


def doubt_about_body(typed: str, register: Register) -> str:
    """Why a typed body may be a slip; empty if it is in the register, or may well be a body."""
    if register.code(typed):
        return ""
    if len(typed.split()) > _MOST_WORDS_OF_A_BODY or typed.endswith((".", "!", "?")):
        return "This looks like a sentence. Give an agency or a post."
    return f"`{typed}` is not in the register of agencies." if register.names else ""


def possible_answers(item: Item) -> tuple[Answer, ...]:
    """The answers that apply to an action; none to one that cannot be read."""
    if item.action.unclear:
        return ()
    return tuple(one for one in ANSWERS if one.applies(item.action))
