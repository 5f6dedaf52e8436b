"""The only filters, and the lookup of an action or recommendation by id.

Values of one filter are alternatives; different filters must all hold. The command line takes its
options from `FILTERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn, TypeAlias

from dhrplan.diagnostic import Route
from dhrplan.errors import NotFoundError
from dhrplan.model.agencies import Register, folded
from dhrplan.model.dates.values import Period, on_day, spoken
from dhrplan.model.plan import CLOSED, Action, Milestone, Plan, Recommendation, Status
from dhrplan.model.state import Flag, Standing, State, judge, last_update, open_deadlines
from dhrplan.wording import nearest, one_of, stem

if TYPE_CHECKING:  # `--help` lists the filters without loading YAML
    from dhrplan.plan.folder import Folder

Folders: TypeAlias = "Iterable[Folder]"


# Actions


class Item(NamedTuple):
    """An action with its plan, its recommendation, and its standing on the day `as_of`."""

    plan: Plan
    recommendation: Recommendation
    action: Action
    standing: Standing
    register: Register
    as_of: date

    @property
    def name(self) -> str:
        """The action with its review: `DHR4 1.1`."""
        return f"{self.plan.id} {self.action.id}"


def every_item(folders: Folders, as_of: date) -> Iterator[Item]:
    """Every action of every readable plan, in the order of the files."""
    for folder in folders:
        soon = folder.settings.soon_days
        for plan in folder.plans:
            for recommendation in plan.recommendations:
                for action in recommendation.actions:
                    standing = judge(action, plan, as_of, soon)
                    yield Item(plan, recommendation, action, standing, folder.register, as_of)


# Filters

OPEN_WORD = "open"
"""Not closed: everything that is not complete, superseded or given up, and what has lapsed."""

STATUS_WORDS = MappingProxyType(
    {
        "done": Status.COMPLETE.value,
        "completed": Status.COMPLETE.value,
        "late": State.OVERDUE.value,
        "outstanding": OPEN_WORD,
        "not closed": OPEN_WORD,
        "status missing": State.NO_STATUS.value,
        "check date passed": State.CHECK_OVERDUE.value,
        "waiting for sign-off": State.AWAITING_SIGN_OFF.value,
        "no target date": State.NO_DATE.value,
        "continuing": Status.COMPLETE_ONGOING.value,
    }
)
"""Words of a meeting for the values of `--status`."""

STATUSES = tuple(dict.fromkeys((*map(str, Status), OPEN_WORD, *map(str, State), *map(str, Flag))))
"""The values of `--status`: the stored statuses, `open`, the derived states, the flags."""

SCOPES = ("local", "regional", "national")


class Filter(NamedTuple):
    """A filter, named as its option; `takes` is the type of its values.

    `heading` is the line at the head of a report, `{}` in place of the values. `passes` says
    whether an action matches one value. `known` maps each accepted word to the one that the plans
    use; None accepts any value.
    """

    name: str
    takes: Literal["word", "period", "day"]
    heading: str
    help: str
    passes: Callable[[Any, Item], bool]
    known: Callable[[Folders], Mapping[str, str]] | None = None


def is_named(asked: str, plan: Plan) -> bool:
    """Whether a review has this id, alias or title, ignoring case and spaces."""
    return folded(asked) in {folded(name) for name in plan.names}


def review_names(folders: Folders) -> dict[str, str]:
    """Every name of every review, with its id; for an unreadable plan, the stem of its file."""
    names: dict[str, str] = {}
    for folder in folders:
        for file in folder.files:
            for name in file.plan.names if file.plan else (stem(file.file),):
                names.setdefault(name, file.plan.id if file.plan else name)
    return names


def _leads(action: Action) -> tuple[str, ...]:
    """The leads of an action and of its milestones, as written."""
    return (*action.lead, *(lead for step in action.milestones for lead in step.lead))


def _names_of(of: Callable[[Action], Iterable[str]]) -> Callable[[Folders], dict[str, str]]:
    """Every word of the registers, with its code, and every body that actions name, as written."""

    def names(folders: Folders) -> dict[str, str]:
        found: dict[str, str] = {}
        for folder in folders:
            code = folder.register.code
            each = (one for plan in folder.plans for one in plan.recommendations)
            written = (name for one in each for action in one.actions for name in of(action))
            words = (*folder.register.names, *written)
            found.update((name, code(name) or name) for name in words)
        return found

    return names


def _theme_names(folders: Folders) -> dict[str, str]:
    plans = (plan for folder in folders for plan in folder.plans)
    each = (one for plan in plans for one in plan.recommendations)
    return {theme: theme for recommendation in each for theme in recommendation.themes}


def _by_agency(asked: str, item: Item) -> bool:
    return any(item.register.includes(asked, lead) for lead in _leads(item.action))


def _by_status(asked: str, item: Item) -> bool:
    if asked == OPEN_WORD:
        return item.action.status not in CLOSED or item.standing.state in _OPEN_STATES
    return asked in (item.action.status, item.standing.state, *item.standing.flags)


_OPEN_STATES = frozenset({State.UNCLEAR, State.LAPSED})


def _by_partner(asked: str, item: Item) -> bool:
    return any(item.register.includes(asked, partner) for partner in item.action.partners)


def _by_words(asked: str, item: Item) -> bool:
    """True if every word is somewhere in the action or its recommendation, as a part of a word."""
    wanted = asked.casefold().split()
    text = " ".join(_texts(item)).casefold()
    return all(word in text for word in wanted)


def _texts(item: Item) -> Iterator[str]:
    action, parent = item.action, item.recommendation
    texts = (
        *(action.id, action.ref, action.section, action.title, action.text, action.expected),
        *(action.progress, action.outcome, parent.ref, parent.section, parent.title, parent.text),
        *(step.text for step in action.milestones),
        *(update.text for update in action.updates),
        *(one.what for one in action.evidence),
        *(*parent.themes, *action.notes, *parent.notes),
    )
    return (text for text in texts if text)


def _by_theme(asked: str, item: Item) -> bool:
    return folded(asked) in {folded(theme) for theme in item.recommendation.themes}


def _section_names(folders: Folders) -> dict[str, str]:
    plans = (plan for folder in folders for plan in folder.plans)
    each = (one for plan in plans for one in plan.recommendations)
    named = ((one.section, *(action.section for action in one.actions)) for one in each)
    return {section: section for sections in named for section in sections if section}


def _by_section(asked: str, item: Item) -> bool:
    sections = (item.action.section, item.recommendation.section)
    return folded(asked) in {folded(section) for section in sections if section}


def _due_within(asked: Period, item: Item) -> bool:
    by = asked.after(item.as_of)
    return any(due <= by for _, due in open_deadlines(item.action, item.plan))


def _due_before(asked: date, item: Item) -> bool:
    return any(due < asked for _, due in open_deadlines(item.action, item.plan))


def _without_update(asked: Period, item: Item) -> bool:
    """Not closed, and no dated update within the time; an update dated later does not count."""
    if item.action.status in CLOSED:
        return False
    said = last_update(item.action, item.as_of)
    return said is None or said < asked.before(item.as_of)


def _fixed(words: Iterable[str]) -> Callable[[Folders], Mapping[str, str]]:
    return lambda _folders: {word: word for word in words}


FILTERS = (
    Filter(
        "review",
        "word",
        "Review: {}",
        "A review: id, alias or title.",
        lambda asked, item: is_named(asked, item.plan),
        review_names,
    ),
    Filter(
        "agency",
        "word",
        "Agency: {}",
        "Led by this agency or a part of it: code or name.",
        _by_agency,
        _names_of(_leads),
    ),
    Filter(
        "status",
        "word",
        "Status: {}",
        "A status, state or flag, such as open or overdue.",
        _by_status,
        lambda _folders: {**{word: word for word in STATUSES}, **STATUS_WORDS},
    ),
    Filter(
        "scope",
        "word",
        "Scope: {}",
        "Recommendations that are local, regional or national.",
        lambda asked, item: item.recommendation.scope == asked,
        _fixed(SCOPES),
    ),
    Filter(
        "partner",
        "word",
        "Partner: {}",
        "This agency takes part and does not lead.",
        _by_partner,
        _names_of(lambda action: action.partners),
    ),
    Filter("search", "word", "Containing: {}", "Actions that contain all these words.", _by_words),
    Filter(
        "section",
        "word",
        "Section: {}",
        "Under this heading of the source.",
        _by_section,
        _section_names,
    ),
    Filter("theme", "word", "Theme: {}", "Recommendations on this theme.", _by_theme, _theme_names),
    Filter(
        "due-within",
        "period",
        "Due in the next {}",
        "Open and due in 30d, 2w or 3m, or already late.",
        _due_within,
    ),
    Filter("due-before", "day", "Due before {}", "Open and due before this day.", _due_before),
    Filter(
        "no-update",
        "period",
        "No update for {}",
        "Open, without a dated update for 90d, 2w or 3m.",
        _without_update,
    ),
)
"""The filters, in the order of `--help`."""


class Selection(NamedTuple):
    """The values given for each filter, by its name. A filter without values passes everything."""

    values: Mapping[str, tuple[Any, ...]] = MappingProxyType({})

    def get(self, name: str) -> tuple[Any, ...]:
        """The values of a filter."""
        return self.values.get(name, ())

    def without(self, *names: str) -> Selection:
        """A copy without some filters."""
        kept = {name: values for name, values in self.values.items() if name not in names}
        return Selection(kept)

    def of_reviews(self, reviews: tuple[str, ...]) -> Selection:
        """A copy for these reviews, or for all where none is named."""
        named = {"review": reviews} if reviews else {}
        return Selection({**named, **self.without("review").values})

    @property
    def named(self) -> dict[str, tuple[str, ...]]:
        """The filters in use, by name, for programs."""
        return {
            name: tuple(str(getattr(value, "canonical", value)) for value in values)
            for name, values in self.values.items()
            if values
        }

    def in_words(self, folders: Folders) -> tuple[str, ...]:
        """The filters in use, each in words, for the head of a report."""
        return tuple(
            one.heading.format(" or ".join(_shown(one, value, folders) for value in values))
            for one in FILTERS
            if (values := self.values.get(one.name))
        )

    @property
    def narrows_actions(self) -> bool:
        """Whether a filter other than `review` may leave out actions."""
        return any(values for name, values in self.values.items() if name != "review")

    def passes(self, item: Item) -> bool:
        """Whether an action matches every filter in use."""
        return all(
            any(one.passes(value, item) for value in values)
            for one in FILTERS
            if (values := self.values.get(one.name))
        )


def _shown(one: Filter, value: Any, folders: Folders) -> str:
    """A value of a filter for people: the name of an agency, a date in words."""
    if one.name in {"agency", "partner"}:
        names = (folder.register.full_name(value) for folder in folders)
        return next((name for name in names if name != value), value)
    if one.name == "status":
        return str(value).replace("-", " ")
    if isinstance(value, date):
        return spoken(on_day(value))
    return str(getattr(value, "canonical", value))


def select(folders: Folders, selection: Selection, as_of: date) -> tuple[Item, ...]:
    """The actions that match a resolved selection, in the order of the files."""
    # The review is compared once a plan, not once an action.
    asked, rest = review_filter(selection), selection.without("review")
    plans = {id(plan) for plan in _plans(folders) if asked(plan)}
    items = (item for item in every_item(folders, as_of) if id(item.plan) in plans)
    return tuple(item for item in items if rest.passes(item))


def _target_day(item: Item) -> tuple[bool, date]:
    deadlines = [due for _, due in open_deadlines(item.action, item.plan)]
    day = min(deadlines, default=None) or item.standing.deadline
    return day is None, day or date.max


def _updated_day(item: Item) -> date:
    return last_update(item.action, item.as_of) or date.min


def _first_lead(item: Item) -> tuple[bool, str]:
    codes = item.register.codes(item.action.lead)
    return not codes, folded(codes[0]) if codes else ""


ORDERS: Mapping[str, Callable[[Item], Any] | None] = MappingProxyType(
    {"review": None, "target": _target_day, "agency": _first_lead, "updated": _updated_day}
)
"""The values of `--sort`: as in the files, the earliest target, the first lead, the oldest news."""


def ordered(items: tuple[Item, ...], order: str) -> tuple[Item, ...]:
    """The items in an order of `ORDERS`; equal ones stay as in the files."""
    key = ORDERS[order]
    return tuple(sorted(items, key=key)) if key else items


def review_filter(selection: Selection) -> Callable[[Plan], bool]:
    """A test whether a plan belongs to a selected review."""
    asked = frozenset(map(folded, selection.get("review")))
    return lambda plan: not asked or not asked.isdisjoint(map(folded, plan.names))


def selected_plans(folders: Folders, selection: Selection) -> tuple[Plan, ...]:
    """The readable plans of the selected reviews."""
    return tuple(filter(review_filter(selection), _plans(folders)))


def concerns(selection: Selection, folders: Folders) -> Callable[[str | None], bool]:
    """A test whether a problem of a review, by its id, concerns the selection.

    The problem of an unreadable file always does: it may hold anything.
    """
    asked, about = review_filter(selection), dict[str | None, bool]()
    for plan in _plans(folders):
        about[plan.id] = about.get(plan.id, False) or asked(plan)
    return lambda review: about.get(review, True)


def _plans(folders: Folders) -> Iterator[Plan]:
    return (plan for folder in folders for plan in folder.plans)


# Words of a person into the words of the plans


def resolved(folders: tuple[Folder, ...], selection: Selection) -> Selection:
    """The selection in the words of the plans: ids, codes and statuses.

    Raises:
        NotFoundError: A value does not exist; the message suggests the nearest ones.
    """
    values = dict(selection.values)
    for one in FILTERS:
        if one.known and values.get(one.name):
            known = one.known(folders)
            # The first of several equal names counts.
            names = list(known.items())[::-1]
            exactly = {folded(name): meant for name, meant in names}
            loosely = {folded(name).replace("-", ""): meant for name, meant in names}
            words = _split(values[one.name], exactly)
            values[one.name] = tuple(
                exactly.get(folded(word))
                or loosely.get(folded(word).replace("-", ""))  # `no status` for `no-status`
                or _unknown_value(one.name, word, known)
                for word in words
            )
    return Selection(values)


def _split(words: Iterable[str], known: Container[str]) -> Iterator[str]:
    """Each word, and each part of a list such as `DHR3,DHR4`; a name may have commas too."""
    for word in words:
        parts = [part for part in map(str.strip, word.split(",")) if part]
        yield from (word,) if folded(word) in known or len(parts) == 1 else parts


_MOST_SUGGESTED = 30
"""The longest list of words that can still be read in a hint."""


def _unknown_value(what: str, asked: str, known: Mapping[str, str]) -> NoReturn:
    every = tuple(dict.fromkeys(known.values()))
    few = every if len(every) <= _MOST_SUGGESTED else every[:5]
    found = nearest(asked, known) or (_nearest_ids(asked, every) if what == "review" else few)
    hint = f"Did you mean {one_of(found)}?" if found else "No plan names any."
    raise NotFoundError(f"There is no {what} `{asked}`.", hint)


# Lookup by id


class Match(NamedTuple):
    """An action found by id, its own or a milestone's, or a recommendation (`action` is None)."""

    plan: Plan
    register: Register
    recommendation: Recommendation
    action: Action | None = None
    milestone: Milestone | None = None

    @property
    def name(self) -> str:
        """The id with the review: `DHR4 4.1`, `DHR4 4`; the action's for a milestone."""
        return f"{self.plan.id} {(self.action or self.recommendation).id}"

    @property
    def line(self) -> int:
        """Its first line, from 1."""
        return (self.milestone or self.action or self.recommendation).line

    @property
    def route(self) -> Route:
        """Its path in the plan."""
        return (self.milestone or self.action or self.recommendation).route


def recommendations(folders: Folders, review: str) -> Iterator[Match]:
    """The recommendations of every plan with this id."""
    for folder in folders:
        for plan in folder.plans:
            if plan.id == review:
                for one in plan.recommendations:
                    yield Match(plan, folder.register, one)


def matches(among: Iterable[Match], name: str) -> Iterator[Match]:
    """The actions with this id, or with a milestone of it (`4.1/ii`), then the recommendations.

    Where there is none, the actions and recommendations whose `ref` it is, whole or one of several.
    """
    every, asked = list(among), folded(name)

    def within(action: Action) -> Iterator[Milestone | None]:
        if asked == folded(action.id):
            yield None
        elif "/" in asked:
            for step in action.milestones:
                if asked == folded(f"{action.id}/{step.name}"):
                    yield step

    actions = [
        one._replace(action=action, milestone=step)
        for one in every
        for action in one.recommendation.actions
        for step in within(action)
    ]
    found = [*actions, *(one for one in every if asked == folded(one.recommendation.id))]
    return iter(found or (list(_by_reference(every, asked)) if asked else ()))


def _by_reference(every: Iterable[Match], asked: str) -> Iterator[Match]:
    for one in every:
        for action in one.recommendation.actions:
            if asked in _references(action.ref):
                yield one._replace(action=action)
        if asked in _references(one.recommendation.ref):
            yield one


def _references(ref: str | None) -> set[str]:
    """The whole text of a `ref`, and each of several parted by `,`, `;` or a line break."""
    if ref is None:
        return set()
    parts = ref.replace(";", ",").replace("\n", ",").split(",")
    return {folded(part) for part in (ref, *parts) if part.strip()}


def not_found(
    review: str, name: str, among: Iterable[Match], *, with_actions: bool = True
) -> NoReturn:
    """Raise NotFoundError, with the nearest ids among the recommendations of the review."""
    every = [one.recommendation for one in among]
    actions = [action for one in every for action in one.actions if with_actions]
    ids = [*(one.id for one in every), *(action.id for action in actions)]
    head, slash, _ = name.partition("/")
    own = [action for action in actions if slash and folded(action.id) == folded(head)]
    steps = [
        f"{action.id}/{step.name}"
        for action in ([one for one in own if one.milestones] or actions)
        for step in action.milestones
    ]
    of_action = nearest(name, [*(action.id for action in own), *steps]) if own else ()
    found = of_action or _nearest_ids(head, ids)
    first = f"Add the first with `dhrplan new {review} --recommendation`."
    hint = f"Did you mean {one_of(found)}?" if found else first
    what = "action and no recommendation" if with_actions else "recommendation"
    raise NotFoundError(f"{review} has no {what} `{name}`.", hint)


_MOST_IDS = 3
"""Ids suggested in place of an id that does not exist."""


def _nearest_ids(name: str, ids: Sequence[str]) -> tuple[str, ...]:
    """Ids with the same digits (`4.1` for `41`); else the nearest by number, then by spelling."""

    def numbers(one: str) -> list[int]:
        return [int(digits) for digits in re.findall("[0-9]{1,9}", one)]

    def apart(one: str) -> list[int]:
        is_typed_twice = len(wanted) > 1 and name.startswith(one)  # `1.11` for `1.1`
        far = [abs(its - number) for its, number in zip(numbers(one), wanted, strict=True)]
        return [-1] if is_typed_twice else far

    wanted = numbers(name)
    same_digits = [one for one in ids if wanted and _digits(one) == _digits(name)]
    by_number = sorted(
        (one for one in ids if wanted and len(numbers(one)) == len(wanted)), key=apart
    )
    found = same_digits or [*by_number, *nearest(name, ids)] or ids
    return tuple(dict.fromkeys(found))[:_MOST_IDS]


def _digits(one: str) -> str:
    return re.sub("[^0-9]", "", one)
