"""What a board may answer to an action: a key, what is asked then, and the decision that it makes.

A new answer is one line in `ANSWERS`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from dhrplan.decide.decision import CLOSED, parse_target
from dhrplan.model.dates import spoken
from dhrplan.model.plan import STOPPED, Status
from dhrplan.model.state import deadline_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dhrplan.model.plan import Action
    from dhrplan.reports.select import Item


def _nothing(_item: Item) -> str:
    return ""


def _whatever(_item: Item, _said: str) -> str:
    return ""


class Ask(NamedTuple):
    """One question, whose answer is a part of the decision.

    Attributes:
        part: The part of a decision that it fills.
        words: The question.
        offered: What Enter takes, of this action; nothing where it is empty.
        needed: Without an answer nothing is recorded.
        choices: The keys that answer it: what each means, and the value that it gives; none where
            words do.
        fits: Whether there is something to ask, of this action.
        refuses: Why the answer cannot be, of this action and in the value of a plan, so that it is
            asked for again at once; empty where it can.
    """

    part: str
    words: str
    offered: Callable[[Item], str] = _nothing
    needed: bool = False
    choices: Mapping[str, tuple[str, str]] = MappingProxyType({})
    fits: Callable[[Item], bool] = lambda _item: True
    refuses: Callable[[Item, str], str] = _whatever


class Answer(NamedTuple):
    """What a board may answer.

    Attributes:
        key: The key that is pressed.
        words: What it means, beside the key.
        about: What it settles. A later answer about the same takes the place of an earlier one;
            one about nothing in particular is added.
        fits: Whether it can be said of this action.
        asks: What is asked then.
        says: The parts of the decision that need no question.
        of_milestone: It is about a milestone, which is asked for first.
    """

    key: str
    words: str
    about: str
    fits: Callable[[Action], bool]
    asks: tuple[Ask, ...]
    says: Mapping[str, Any] = MappingProxyType({})
    of_milestone: bool = False


def _lead(item: Item) -> str:
    """Who leads, where that is one."""
    codes = item.register.codes(item.action.lead)
    return codes[0] if len(codes) == 1 else ""


def _asked(part: str) -> Callable[[Item], str]:
    """What stands in the wish for a later target."""

    def offered(item: Item) -> str:
        value = getattr(item.action.extension_asked, part, None)
        return str(getattr(value, "canonical", value) or "")

    return offered


def _can_stop(action: Action) -> bool:
    return not action.is_done and action.status is not Status.SUPERSEDED


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _to_come(item: Item, said: str) -> str:
    """Why something cannot have been done then."""
    when = parse_target(said)
    first = getattr(when, "first", item.as_of)
    return _sentence(f"{spoken(when)} is still to come.") if first > item.as_of else ""


def _no_later(item: Item, said: str) -> str:
    """Why that is no more time."""
    new, target = parse_target(said), item.action.target
    until, was = (deadline_of(when, item.plan) for when in (new, target))
    if not (target and until and was) or until > was:
        return ""
    return _sentence(f"{spoken(new)} is no later than the target, {spoken(target)}.")


_WHEN = Ask("completed", "When was it done?", refuses=_to_come)
_WHY = Ask("reason", "Why?", needed=True)
_BEGUN = Ask(
    "status",
    "Is it in progress now?",
    choices=MappingProxyType({"y": ("yes", "in-progress"), "n": ("no", "")}),
    fits=lambda item: item.action.status in {None, Status.NOT_STARTED},
)
_FOUND = MappingProxyType(
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
            _WHEN,
            Ask("outcome", "What came of it?", lambda item: item.action.outcome or ""),
        ),
        {"status": Status.COMPLETE.value},
    ),
    Answer(
        "p",
        "progress",
        "",
        lambda _action: True,
        (Ask("note", "What was said?", needed=True), Ask("by", "By whom?", _lead), _BEGUN),
    ),
    Answer(
        "e",
        "extend",
        "target",
        lambda action: action.target is not None and action.status not in CLOSED,
        (
            Ask("extend_to", "To when?", _asked("target"), needed=True, refuses=_no_later),
            Ask("reason", "Why?", _asked("reason")),
            Ask("approved_by", "Who agrees?", lambda item: item.plan.sign_off or ""),
        ),
    ),
    Answer(
        "r",
        "refuse the extension",
        "target",
        lambda action: action.extension_asked is not None,
        (Ask("reason", "Why?"),),
        {"refuse_extension": True},
    ),
    Answer(
        "h",
        "hold (pause)",
        "status",
        lambda action: _can_stop(action) and action.status is not Status.PAUSED,
        (_WHY,),
        {"status": Status.PAUSED.value},
    ),
    Answer(
        "n",
        "not taken forward",
        "status",
        lambda action: _can_stop(action) and action.status is not Status.NOT_TAKEN_FORWARD,
        (_WHY,),
        {"status": Status.NOT_TAKEN_FORWARD.value},
    ),
    Answer(
        "g",
        "goes on again",
        "status",
        lambda action: action.is_done or action.status in STOPPED,
        (Ask("reason", "Why?"),),
        {"status": Status.IN_PROGRESS.value},
    ),
    Answer(
        "m",
        "milestone done",
        "",
        lambda action: bool(action.open_milestones),
        (_WHEN,),
        {"status": Status.COMPLETE.value},
        of_milestone=True,
    ),
    Answer(
        "c",
        "checked",
        "checked",
        lambda _action: True,
        (
            Ask("checked", "What was found?", needed=True, choices=_FOUND),
            Ask("how", "How was it looked at?"),
            Ask("next_check", "When to look again?"),
        ),
    ),
    Answer(
        "a",
        "agree that it is done",
        "signed_off",
        lambda action: action.is_done and action.signed_off is None,
        (Ask("by", "Who agrees?", lambda item: item.plan.sign_off or "", needed=True),),
        {"sign_off": True},
    ),
)
"""The answers, in the order in which they are shown."""

BY_KEY: Mapping[str, Answer] = MappingProxyType({one.key: one for one in ANSWERS})

GOES_ON = BY_KEY["g"]
"""That it goes on again; where it ended in this very meeting, that is taken back and no more."""


def fitting(item: Item) -> tuple[Answer, ...]:
    """The answers that can be given to an action; none to one that cannot be read."""
    if item.action.unclear:
        return ()
    return tuple(one for one in ANSWERS if one.fits(item.action))


__all__ = ["ANSWERS", "BY_KEY", "GOES_ON", "Answer", "Ask", "fitting"]
