"""Which record of one version of the plans is which of another: by id, then by likeness of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple, TypeVar

from dhrplan.model.agencies import folded
from dhrplan.model.plan import Action, Plan, Recommendation

LIKE = 0.6
"""The likeness, from 0 to 1, from which a text is a new wording of another. difflib's manual calls
0.6 a close match: three words in five are the same and in the same order."""

CONTAINED = 0.8
"""The share of the words of a text that come from a longer one, from which it is a part of it."""

_FEWEST_WORDS = 5
"""A shorter text is in too many others to be a part of one."""

_T = TypeVar("_T")
Pair = tuple[_T | None, _T | None]
"""A record in the earlier version and in the later one; None where it is not there."""


class Keys(NamedTuple):
    """By what a record is known: its id and its text."""

    id: str
    text: str


def match(before: Sequence[_T], after: Sequence[_T], keys: Callable[[_T], Keys]) -> list[Pair[_T]]:
    """Pair the records of two versions; the later ones in their order, then those that are gone.

    A record is the one with its id, unless their texts are unlike and another has its text: so a
    renumbered plan is followed. What is left over is paired by id alone, however it was reworded.
    """
    old, new = [keys(one) for one in before], [keys(one) for one in after]
    found: dict[int, int] = {}
    left = set(range(len(old)))

    def pair(number: int, other: int) -> None:
        found[number] = other
        left.discard(other)

    by_id = _only_once(old)
    candidates = [(n, by_id[one.id]) for n, one in enumerate(new) if one.id in by_id]
    for n, other in candidates:
        if other in left and is_like(old[other].text, new[n].text, or_empty=True):
            pair(n, other)
    # Of several with an id, those with the same text; then any with the same text.
    for key in (lambda one: one, lambda one: one.text):
        for n, other in _equal(old, new, key, left, found):
            pair(n, other)
    for like, n, other in _ranked(old, new, left, found):
        if like >= LIKE and n not in found and other in left:
            pair(n, other)
    for n, other in candidates:
        if n not in found and other in left:
            pair(n, other)
    pairs: list[Pair[_T]] = [
        (before[found[n]] if n in found else None, after[n]) for n in range(len(new))
    ]
    return [*pairs, *((before[other], None) for other in sorted(left))]


def _equal(
    old: Sequence[Keys],
    new: Sequence[Keys],
    key: Callable[[Keys], object],
    left: set[int],
    found: Collection[int],
) -> list[tuple[int, int]]:
    """The records without a partner whose keys are equal, the first with the first."""
    same: dict[object, list[int]] = {}
    for other in sorted(left, reverse=True):
        if key(old[other]):
            same.setdefault(key(old[other]), []).append(other)
    rest = (n for n in range(len(new)) if n not in found)
    return [(n, same[key(new[n])].pop()) for n in rest if same.get(key(new[n]))]


def _ranked(
    old: Sequence[Keys], new: Sequence[Keys], left: set[int], found: Collection[int]
) -> list[tuple[float, int, int]]:
    """The records without a partner, the most alike first; two without a text are not alike."""
    with_text = [other for other in left if old[other].text]
    pairs = [
        (likeness(old[other].text, new[n].text), n, other)
        for n in range(len(new))
        if n not in found and new[n].text
        for other in with_text
    ]
    return sorted(pairs, key=lambda one: (-one[0], *one[1:]))


def _only_once(records: Sequence[Keys]) -> dict[str, int]:
    """The number of each record whose id no other has."""
    counts = Counter(one.id for one in records)
    return {one.id: number for number, one in enumerate(records) if counts[one.id] == 1}


def action_keys(action: Action, parent: Recommendation) -> Keys:
    """The keys of an action; the recommendation says what an only action without text is."""
    own = _joined(action.title, action.text)
    if not own and parent.speaks_for(action):
        own = _joined(parent.title, parent.text)
    return Keys(folded(action.id), own)


def recommendation_keys(one: Recommendation) -> Keys:
    """The keys of a recommendation."""
    return Keys(folded(one.id), _joined(one.title, one.text))


def _joined(*texts: str | None) -> str:
    return " ".join(" ".join(filter(None, texts)).split())


def match_plans(before: Sequence[Plan], after: Sequence[Plan]) -> list[Pair[Plan]]:
    """Pair the plans of two versions by id; a renamed one by its file, or half of its actions."""
    pairs = match(before, after, lambda plan: Keys(folded(plan.id), ""))
    gone = {id(old): (old, _texts(old)) for old, new in pairs if old and new is None}
    added = {id(new): (new, _texts(new)) for old, new in pairs if old is None and new}
    renamed: dict[int, Plan] = {}
    for is_same in (_has_same_file, _shares_half_of_actions):
        for key, new in added.items():
            same = (old for old in gone.values() if key not in renamed and is_same(old, new))
            if found := next(same, None):
                renamed[key] = found[0]
                del gone[id(found[0])]
    kept = [(renamed.get(id(new), old), new) for old, new in pairs if new]
    return [*kept, *((old, None) for old, _ in gone.values())]


_PlanTexts = tuple[Plan, frozenset[str]]
"""A plan with the texts of its actions."""


def _has_same_file(old: _PlanTexts, new: _PlanTexts) -> bool:
    return old[0].file == new[0].file


def _shares_half_of_actions(old: _PlanTexts, new: _PlanTexts) -> bool:
    most = max(len(old[1]), len(new[1]))
    return bool(most) and len(old[1] & new[1]) * 2 >= most


def _texts(plan: Plan) -> frozenset[str]:
    each = (action_keys(action, one).text for one in plan.recommendations for action in one.actions)
    return frozenset(filter(None, each))


def is_like(one: str, other: str, *, or_empty: bool = False) -> bool:
    """Whether two texts are versions of each other."""
    if not (one and other):
        return or_empty
    return likeness(one, other) >= LIKE


def likeness(one: str, other: str) -> float:
    """The share of words that two texts have in the same order: 2 x same / all words of both.

    At least that share, where it is `LIKE` or more, and less than `LIKE` where it is less.
    """
    if one == other:
        return 1.0
    words, others = one.casefold().split(), other.casefold().split()
    if not (words and others):
        return 0.0
    ends = sum(_common_ends(words, others))
    if 2 * ends >= LIKE * (len(words) + len(others)):
        return 2 * ends / (len(words) + len(others))  # enough to know, and found quickly
    common = sum((Counter(words) & Counter(others)).values())
    if 2 * common < LIKE * (len(words) + len(others)):  # it cannot be alike, in any order
        return 0.0
    return SequenceMatcher(None, words, others, autojunk=False).ratio()


def _common_ends(words: Sequence[str], others: Sequence[str]) -> tuple[int, int]:
    """How many words two texts have in common at their beginning, and then at their end."""
    most = min(len(words), len(others))
    first = next((n for n in range(most) if words[n] != others[n]), most)
    rest = most - first
    last = next((n for n in range(rest) if words[-1 - n] != others[-1 - n]), rest)
    return first, last


def is_part_of(part: str, whole: str) -> bool:
    """Whether nearly all words of a text come, in their order, from a longer one."""
    words, others = part.casefold().split(), whole.casefold().split()
    if len(words) < _FEWEST_WORDS or len(words) >= len(others):
        return False
    if sum((Counter(words) & Counter(others)).values()) < CONTAINED * len(words):
        return False
    blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= CONTAINED * len(words)


def rewording(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The words that were replaced, each with those in their place; empty if only one has any."""
    old, new = before.split(), after.split()
    first, last = _common_ends(old, new)
    old, new = old[first : len(old) - last], new[first : len(new) - last]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, start_new, end_new in matcher.get_opcodes():
        if kind != "equal":
            yield " ".join(old[start:end]), " ".join(new[start_new:end_new])
