"""Read a plan or the register from bytes, with a fault for everything that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from dhrplan.diagnostic import MOST_OF_A_KIND, Diagnostic, Place, Related, Route
from dhrplan.model import agencies, plan
from dhrplan.model import plan as model
from dhrplan.model.agencies import Register
from dhrplan.model.plan import Plan, with_answers
from dhrplan.plan import fields
from dhrplan.plan.convert import (
    ValueFault,
    convert,
    in_backticks,
    is_review_id,
    keys_named_in,
)
from dhrplan.plan.explain import feature_fault, in_quotes, parse
from dhrplan.plan.fields import KEYS_MEANT, NOTHING_SAID, RECORDS, Body, Field, Id, Kind, RecordOf
from dhrplan.wording import INVISIBLE, fitted, named, near_spellings, one_of, stem
from dhrplan.yamldoc import quoting
from dhrplan.yamldoc.nodes import FOREIGN_BREAK, KeyedNode, Node, Scalar, Sequence, Source

Values = dict[str, Any]


def _plain(kind: Callable[..., Any]) -> Callable[[Values], Any]:
    """For records without `line` and `route`."""

    def build(values: Values) -> Any:
        del values["line"], values["route"]
        return kind(**values)

    return build


def _milestone(values: Values) -> model.Milestone:
    place = values["route"][-1] + 1
    return model.Milestone(name=values.get("id") or f"#{place}", **values)


def _action(values: Values) -> model.Action:
    if "id" not in values:
        # The positions of its recommendation and its own.
        route = values["route"]
        values["id"] = f"#{route[1] + 1}#{route[3] + 1}"
    return model.Action(**values)


def _recommendation(values: Values) -> model.Recommendation:
    values.setdefault("id", f"#{values['route'][1] + 1}")
    return model.Recommendation(**values)


def _coded(kind: Callable[..., Any]) -> Callable[[Values], Any]:
    """For agencies and groups, whose code is their key."""

    def build(values: Values) -> Any:
        code = values.pop("route")[-1]
        del values["line"]
        return kind(code=code, **values)

    return build


_BUILDERS: Mapping[str, Callable[[Values], Any]] = {
    "source": _plain(plan.SourceDocument),
    "dates": _plain(dict),
    "recommendation": _recommendation,
    "response": _plain(plan.Response),
    "result": _plain(plan.Result),
    "action": _action,
    "as_written": _plain(dict),
    "extension": _plain(plan.Extension),
    "extension_asked": _plain(plan.ExtensionAsked),
    "signed_off": _plain(plan.SignOff),
    "check": _plain(plan.Check),
    "decision": _plain(plan.StopDecision),
    "blocked": _plain(plan.Blocked),
    "evidence": _plain(plan.Evidence),
    "milestone": _milestone,
    "update": _plain(plan.Update),
    "agency": _coded(agencies.Agency),
    "successor": _plain(agencies.Successor),
    "contact": _plain(agencies.Contact),
    "group": _coded(agencies.Group),
}


_SHORT = 40
_LISTS_OF_WORDS = ("aliases", "themes")
_CUTS = re.compile(r"[,\[\]{}]")
"""Signs that would split a sentence inside brackets."""

LEFT_OUT = "Delete the line. Leave out a key that has no value."
_BULLET = re.compile("[-\u2013\u2014\u2022\u00b7]\\s*(\\w\\S*)")
_NO_SPACE = re.compile(r"(?P<key>[\w-]+):(?P<value>\S.*)")


@cache
def required_in(record: str) -> tuple[str, ...]:
    """The required keys of a record."""
    return tuple(field.name for field in RECORDS[record] if field.required)


@cache
def fields_of(record: str) -> dict[str, Field]:
    """The fields of a record, by their key."""
    return {field.name: field for field in RECORDS[record]}


MISSING_HINT = {
    "format": "Write `format: 1` at the top.",
    "id": "Write `id: ` and a number or name that will never change.",
    "title": "Write `title: ` and the review's title.",
    "recommendations": "Write `recommendations:` and the list below it.",
    "text": "Write `text: |-` and the words below it.",
    "name": "Write `name: ` and the full name.",
    "members": "Write `members: ` and the codes in brackets: `[POL, NCC]`.",
    "agency": "Write `agency: ` and the code of the successor.",
}


def empty_file(place: Place, record: str) -> Diagnostic:
    """The fault of an empty file."""
    hint = f"Write its keys, such as {one_of([field.name for field in RECORDS[record]][:3])}."
    return Diagnostic(place, "missing-key", "The file is empty.", hint)


def is_left_out(node: Node) -> bool:
    """True if a value is empty, `~` or `null`, which is the same as leaving out its key."""
    if isinstance(node, Scalar):
        # Text in quotes has a style; plain text has none, or an empty one from libyaml.
        return not node.value.strip() if node.style else node.value in quoting.EMPTY
    return isinstance(node, KeyedNode) and not node.value


def is_nothing(node: Node) -> bool:
    """True if the value is missing: `lead:` without more."""
    return isinstance(node, Scalar) and not node.value


def tells_itself(node: Node, item: Kind) -> bool:
    """Whether reading the value as the one item of the list will report the mistake anyway."""
    if not isinstance(item, RecordOf):
        return False
    return (isinstance(node, Scalar) and not item.text_key) or _lacks_space(node)


def _lacks_space(node: Node) -> bool:
    """True if the space after the dash is missing: `-text: ...`."""
    return isinstance(node, KeyedNode) and str(node.value[0][0].value).startswith("-")


def meant(word: str, known: list[str]) -> tuple[str, ...]:
    """The known key that was probably meant: one or none."""
    spelt = _spelt(word)
    for guess in (spelt, f"{spelt}s", KEYS_MEANT.get(spelt)):
        if guess in known:
            return (guess,)
    # One letter of a short key makes another word: `cost` is not `post`.
    alike = (key for key in known if len(key) > _SHORT_KEY or key[:1] == spelt[:1])
    return near_spellings(spelt, alike, most=1)


_SHORT_KEY = 4
"""Letters."""


def _spelt(word: str) -> str:
    """A heading or a key as a key is spelt: `Target date:` is `target_date`."""
    plain = word.casefold().replace("(s)", "s").replace(" / ", "/")
    return "_".join(re.sub(r"[-_().:?*]+", " ", plain).split())


def unknown(word: str, known: list[str], record: str) -> tuple[str, str]:
    """Message and hint for an unknown key of a record; `known` are the keys not yet there."""
    if word[:1] == "-" and word[1:] in known:
        return (
            f"A space is missing after the dash in {in_backticks(word)}.",
            f"Write `- {word[1:]}`.",
        )
    return f"{in_backticks(word)} is not a key here.", _key_hint(word, known, record)


def _key_hint(word: str, known: list[str], record: str) -> str:
    from dhrplan.plan.advice import key_advice

    spelt = _spelt(word)
    if record == "plan" and spelt in fields_of("register"):  # `agencies - Copy.yaml`
        hint = "This looks like a register of agencies, which is read only from `agencies.yaml`."
        return f"{hint} If this is a copy, delete it."
    keys = keys_named_in(record)
    key = spelt if spelt in keys else KEYS_MEANT.get(spelt, spelt)
    advice = fitted(key_advice(spelt), keys) if key in keys or "target" in keys else ""
    if advice:
        return advice
    if guesses := meant(word, known):
        return f"Write {one_of(guesses)}."
    if key in keys:
        is_there = key in fields_of(record)
        return f"Put it under `{key}`, which is already there." if is_there else f"Write `{key}`."
    if record == "recommendation" and key in fields_of("action"):
        return f"Write `{key}` in an action of the recommendation, below `actions`."
    return f"Known here: {', '.join(known)}."


def unseen(word: str, before: str) -> tuple[str, str] | None:
    """Message and hint if invisible characters around the key are the reason."""
    if before and FOREIGN_BREAK.match(before):
        message = f"{in_backticks(word)} follows a line break of Word's own (U+{ord(before):04X})."
        return message, "Delete it and press Enter instead."
    within = word.strip("".join(filter(str.isspace, word)))
    visible = within.translate(dict.fromkeys(map(ord, INVISIBLE))).strip()
    if not visible or visible == word:
        return None
    hidden = next((sign for sign in word if sign in INVISIBLE), word.replace(within, "", 1)[:1])
    message = f"{in_backticks(visible)} contains {named(hidden)}, which cannot be seen."
    return message, "Delete it, and indent the line with the space bar."


def says_nothing(node: Node) -> bool:
    """True for a word that means no value: `none`, `n/a`."""
    return isinstance(node, Scalar) and node.value.strip(" .").casefold() in NOTHING_SAID


def no_list(name: str, node: Node, item: Kind) -> tuple[str, str]:
    """Message and hint for a value where a list belongs."""
    what = "keys" if isinstance(node, KeyedNode) else "a single value"
    return f"`{name}` is a list, and here it has {what}.", _list_hint(name, node, item)


def _list_hint(name: str, node: Node, item: Kind) -> str:
    """Advice to write the value as a list."""
    if says_nothing(node):
        return LEFT_OUT
    if isinstance(node, KeyedNode) and not isinstance(item, RecordOf):
        return _braces_hint(node)
    if isinstance(node, KeyedNode):
        return "Put `- ` before its first key, and indent the other keys to begin below it."
    value = " ".join(str(node.value).split())
    bullet = _BULLET.match(value)
    if bullet and isinstance(node, Scalar) and not node.style:
        return f"Begin each item with a dash and a space: `- {bullet[1]}`."
    if isinstance(item, Body):
        value = re.sub(r"\s*;\s*", ", ", re.sub(r"^\((.*)\)$", r"\1", value))
    prose = not isinstance(item, Body) and name not in _LISTS_OF_WORDS and _CUTS.search(value)
    if len(value) <= _SHORT and not prose:
        return f"Write `[{value}]`."
    return "Put it on its own line below the key, after `- `."


def _braces_hint(node: KeyedNode) -> str:
    """Advice to write keys as a list of values."""
    pairs = [pair for pair in node.value if all(isinstance(one, Scalar) for one in pair)]
    if len(pairs) < len(node.value):
        return "Write each value on its own line, after a dash and a space."
    written = ", ".join(
        key.value if is_nothing(value) else in_quotes(f"{key.value}: {value.value}")
        for key, value in pairs
    )
    return f"Write {in_backticks(f'[{written}]')}."


def value_hint(node: Node) -> str:
    """Advice to write keys or items as one value."""
    pair = node.value[0] if isinstance(node, KeyedNode) and len(node.value) == 1 else ()
    if not pair or not all(isinstance(one, Scalar) and not one.style for one in pair):
        return "Write the value on the line of its key, or long text below it after `|-`."
    text = in_quotes(f"{pair[0].value}: {pair[1].value}")
    return f"Put text with a colon in quotes: {in_backticks(text)}."


def keys_hint(record: str, node: Node | None = None, route: Route = (), dash: str = "") -> str:
    """Advice to write a record in place of `node`; `dash` is `"- "` if that is missing too."""
    item = not dash and (not route or isinstance(route[-1], int))
    if node and not item and says_nothing(node):
        return LEFT_OUT
    match = _NO_SPACE.fullmatch(node.value) if isinstance(node, Scalar) else None
    if match and match["key"] in fields_of(record):
        return (
            f"Put a space after the colon: `{match['key']}: {in_backticks(match['value'])[1:-1]}`."
        )
    prose = next((one for one in ("text", "reason") if one in fields_of(record)), None)
    if isinstance(node, Scalar) and prose:
        below = "" if item else ", and put both on their own line below the key"
        return f"Put `{dash}{prose}: ` before it{below}."
    names = [field.name for field in RECORDS[record]][:4]
    return f"Write keys there, such as {one_of(names)}."


class Reading:
    """One pass over the nodes of a file. Reports every fault once and raises nothing."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.faults = list(source.faults)
        self.unknown_keys = 0
        self.record = ""  # the one being read, for hints that name its keys
        self.oddities = {node: feature_fault(source, odd) for node, odd in source.oddities.items()}

    def document(self, record: str) -> dict[str, Any]:
        """The values of the outermost record; empty if the file has none."""
        root = self.source.root
        if self.faults:
            return {}
        if root is None or is_left_out(root):
            self.faults.append(empty_file(self.source.place(0), record))
            return {}
        if isinstance(root, KeyedNode):
            return self._record(record, root, ())
        self._wrong(root, "The file does not begin with keys.", keys_hint(record))
        return {}

    def list_of(self, key: str) -> Node | None:
        """The node under a key of the outermost record."""
        root = self.source.root
        pairs = root.value if isinstance(root, KeyedNode) else []
        return next((value for name, value in pairs if name.value == key), None)

    def ordered_faults(self) -> tuple[Diagnostic, ...]:
        """The faults in the order of the file, with the oddities that no field came across."""
        return tuple(sorted((*self.faults, *self.oddities.values()), key=lambda f: f.place))

    def _record(self, name: str, node: KeyedNode, route: Route) -> dict[str, Any]:
        fields = fields_of(name)
        outer, self.record = self.record, name
        values: dict[str, Any] = {}
        keys: dict[str, Node] = {}
        given: set[str] = set()  # also keys that an unknown key was probably meant for
        unread: dict[str, str] = {}
        for key, value in node.value:
            word = self._key(key)
            field = fields.get(word)
            if field is None:
                known = [one for one in fields if one not in keys]
                flow = bool(node.flow_style)
                given.update(self._unknown(key, value, known, flow=flow))
            elif word in keys:
                self._duplicate(key, keys[word])
            else:
                keys[field.name] = key
                if is_left_out(value):
                    self._look_for_oddity(value)
                    continue
                given.add(field.attribute)
                read = self._value(field, value, route, unread)
                if read is not None:
                    values[field.attribute] = read
        self._missing(node, name, given)
        self.record = outer
        if unread and name == "action":
            values["unread"] = unread
        return values

    def _key(self, key: Node) -> str:
        """The text of a key; empty if it is not a scalar."""
        self._look_for_oddity(key)
        return key.value if isinstance(key, Scalar) else ""

    def _value(self, field: Field, node: Node, route: Route, unread: dict[str, str]) -> Any:
        before = len(self.faults)
        value = self._read(field.name, field.kind, node, route, field.name)
        if len(self.faults) > before and isinstance(node, Scalar):
            unread[field.attribute] = node.value
        return value

    def _read(self, name: str, kind: Any, node: Node, route: Route, step: str | int) -> Any:
        """The value at `step` below `route`."""
        kind_of = type(kind)  # the kinds are final, and this is asked of every value
        if kind_of is fields.RecordOf:
            if kind.text_key and isinstance(node, Scalar):
                if self.oddities:
                    self._look_for_oddity(node)
                text = self._scalar(name, fields.Text(), node)
                return _BUILDERS[kind.record]({kind.text_key: text, "line": 0, "route": ()})
            return self._nested(name, kind.record, node, (*route, step))
        if self.oddities:
            self._look_for_oddity(node)
        if kind_of is fields.ListOf:
            return self._list(name, kind.item, node, (*route, step))
        if kind_of is fields.MapOf:
            return self._map(name, kind.item, node, (*route, step))
        return self._scalar(name, kind, node)

    def _scalar(self, name: str, kind: fields.Kind, node: Node) -> Any:
        if not isinstance(node, Scalar):
            what = "a list" if isinstance(node, Sequence) else "keys"
            self._wrong(
                node,
                f"{in_backticks(name)} takes a single value, and here it has {what}.",
                value_hint(node),
            )
            return None
        value = convert(node.value, kind, self.record)
        if isinstance(value, ValueFault):
            self._fault(node, value.rule, value.message, value.hint)
            return node.value if isinstance(kind, fields.Id) else None
        return value

    def _list(self, name: str, item: fields.Kind, node: Node, route: Route) -> Any:
        if not isinstance(node, Sequence):
            return self._alone(name, item, node, route)
        read = []
        for index, one in enumerate(node.value):
            if is_left_out(one):
                self._look_for_oddity(one)
            else:
                read.append(self._read(name, item, one, route, index))
        return tuple(value for value in read if value is not None)

    def _alone(self, name: str, item: fields.Kind, node: Node, route: Route) -> Any:
        """Read a value where a list belongs as its only item."""
        before = len(self.faults)
        meant = item
        if isinstance(item, fields.RecordOf) and item.text_key:
            # It is a text, even if a colon in it makes YAML read keys.
            meant = item if self._has_field(item.record, node) else fields.Text()
        if not tells_itself(node, meant):
            self._wrong(node, *no_list(name, node, meant))
        if isinstance(meant, fields.RecordOf):
            return (self._nested(name, meant.record, node, (*route, 0), before),)
        value = None if isinstance(node, KeyedNode) else self._read(name, item, node, route, 0)
        return () if value is None else (value,)

    @staticmethod
    def _has_field(record: str, node: Node) -> bool:
        """True if a node has a key of a record."""
        known = fields_of(record)
        return isinstance(node, KeyedNode) and any(key.value in known for key, _ in node.value)

    def _nested(
        self, name: str, record: str, node: Node, route: Route, before: int | None = None
    ) -> Any:
        before, dash = (len(self.faults), "") if before is None else (before, "- ")
        self._look_for_oddity(node)
        if isinstance(node, KeyedNode):
            values = self._record(record, node, route)
        else:
            hint = keys_hint(record, node, route, dash)
            self._wrong(node, f"{in_backticks(name)} needs keys below it.", hint)
            is_told = isinstance(node, Scalar) and "text" in fields_of(record)
            values = {"text": node.value} if is_told else {}
        values.update(line=self.source.line_of(node), route=route)
        if record != "action":
            return _BUILDERS[record](values)
        action = _BUILDERS[record]({**values, "unclear": len(self.faults) > before})
        self._name_action(before, action.id)
        return action

    def _map(self, name: str, item: fields.Kind, node: Node, route: Route) -> dict[str, Any]:
        if not isinstance(node, KeyedNode):
            self._wrong(node, f"`{name}` needs keys below it.", "Write a code, then `:`.")
            return {}
        read: dict[str, Any] = {}
        keys: dict[str, Node] = {}
        for key, value in node.value:
            code = self._key(key)
            if not code:
                self._wrong(key, "A key is a single word.", "")
            elif code in keys:
                self._duplicate(key, keys[code])
            else:
                keys[code] = key
                read[code] = self._read(code, item, value, route, code)
        return read

    def _fault(self, node: Node, rule: str, message: str, hint: str = "", *also: Related) -> None:
        place, width = self.source.place_of(node), self.source.width_of(node)
        self.faults.append(Diagnostic(place, rule, message, hint, related=also, width=width))

    def _wrong(self, node: Node, message: str, hint: str) -> None:
        if node.tag != "!alias":  # that it is an alias has been said
            self._fault(node, "wrong-type", message, hint)

    def _look_for_oddity(self, node: Node) -> None:
        if self.oddities:
            oddity = self.oddities.pop(id(node), None)
            if oddity:
                self.faults.append(oddity)

    def _name_action(self, before: int, action: str) -> None:
        for index in range(before, len(self.faults)):
            self.faults[index] = replace(self.faults[index], action=action)

    def _duplicate(self, key: Node, first: Node) -> None:
        related = Related(self.source.place_of(first), "the first is here")
        message = f"{in_backticks(key.value)} is here for the second time. Only the first counts."
        hint = "Delete the wrong entry, or put both texts under the first."
        self._fault(key, "duplicate-key", message, hint, related)

    def _unknown(self, key: Node, value: Node, known: list[str], *, flow: bool) -> tuple[str, ...]:
        """Report an unknown key, and return the keys that were probably meant."""
        word = key.value if isinstance(key, Scalar) else None
        if key.tag == "!alias":
            return ()  # that it is an alias has been said
        if word == "<<":
            self._merge(key, value)
            return ()
        if word is None or (flow and is_nothing(value)):
            self._cut_by_comma(key, word)
            return ()
        self.unknown_keys += 1
        if self.unknown_keys > MOST_OF_A_KIND:  # summed up, without hints, which take long to find
            self._fault(key, "unknown-key", f"{in_backticks(word)} is not a key here.")
            return ()
        guesses = meant(word, known)
        message, hint = unseen(word, self._before(key)) or unknown(word, known, self.record)
        self._fault(key, "unknown-key", message, hint)
        return guesses

    def _merge(self, key: Node, value: Node) -> None:
        self._fault(
            key,
            "yaml-feature",
            "`<<` includes keys from elsewhere, which plans do not do.",
            "Write them out.",
        )
        if value.tag == "!alias":
            self.oddities.pop(id(value), None)  # the same slip, not a second one

    def _before(self, node: Node) -> str:
        """The character before a node; empty at the start of the file."""
        at = node.start_mark.index
        return self.source.text[max(at - 1, 0) : at]

    def _cut_by_comma(self, key: Node, word: str | None) -> None:
        if word is None:
            self._wrong(key, "A key is a single word.", "Put text that holds `? ` in quotes.")
            return
        message = (
            f"{in_backticks(word)} is read as a key: "
            "inside `{ }` a comma ends the text before it."
        )
        hint = "Put the text in quotes, or write each key on its own line."
        self._fault(key, "unknown-key", message, hint)

    def _missing(self, node: Node, record: str, given: AbstractSet[str]) -> None:
        for name in [each for each in required_in(record) if each not in given]:
            self._fault(node, "missing-key", f"`{name}` is missing.", MISSING_HINT[name])


@dataclass(frozen=True)
class PlanFile:
    """The text of a plan and the values read from it.

    Attributes:
        plan: None where the file is unreadable.
        faults: In the order of the file.
    """

    source: Source
    plan: Plan | None
    faults: tuple[Diagnostic, ...]

    @property
    def file(self) -> str:
        """The file as a person would name it."""
        return self.source.file


def read_plan(file: str, data: bytes, *, keep_nodes: bool = False) -> PlanFile:
    """Read a plan from bytes. Without a list of recommendations it is unreadable.

    Args:
        file: The file as a person would name it.
        data: Its bytes.
        keep_nodes: Keep the nodes for callers that look up positions. By default they are dropped,
            to save memory across a thousand plans, and composed again when needed.
    """
    read = plan_in(parse(file, data))
    return read if keep_nodes else replace(read, source=replace(read.source, root=None))


def plan_in(source: Source) -> PlanFile:
    """Read a plan from a file that is parsed already, and keep its nodes."""
    reading = Reading(source)
    values = reading.document("plan")
    readable = isinstance(reading.list_of("recommendations"), Sequence)
    if readable:
        values["recommendations"] = with_answers(values.get("recommendations", ()))
    plan = Plan(**{"id": stem(source.file), **values}, file=source.file) if readable else None
    review = values.get("id") or stem(source.file)
    faults = tuple(replace(fault, review=review) for fault in reading.ordered_faults())
    return PlanFile(source, plan, faults)


@dataclass(frozen=True)
class RegisterFile:
    """The text of the register and the values read from it; `register` is None if unreadable."""

    source: Source
    register: Register | None
    faults: tuple[Diagnostic, ...]


def read_register(file: str, data: bytes) -> RegisterFile:
    """Read the register of agencies from bytes."""
    reading = Reading(parse(file, data))
    values = reading.document("register")
    readable = isinstance(reading.source.root, KeyedNode)
    register = (
        Register(file, values.get("agencies", {}), values.get("groups", {})) if readable else None
    )
    return RegisterFile(replace(reading.source, root=None), register, reading.ordered_faults())


LONGEST = 100
"""Characters of an id. File names end at 255 bytes, and some systems limit whole paths."""

# Names that Windows reserves for devices, with any extension.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_REGISTER = "agencies"


def review_id_fault(review: str) -> str:
    """The reason why an id cannot be a file name on every system; empty if it can."""
    misread = convert(review, Id(plain=True))
    if isinstance(misread, ValueFault):
        bare = "".join(review.split())  # as it is found by both: `DHR 8` is spoken, `DHR8` written
        hint = f"Write `{bare}`." if is_review_id(bare) else misread.hint
        return f"{misread.message} {hint}".strip()
    if review.casefold() == _REGISTER:
        return f"`{review}` is the name of the register, so a review cannot have it."
    if _DEVICE.fullmatch(review):
        return f"`{review}` cannot be the name of a file on Windows, so a review cannot have it."
    if review[0] in ".-":
        return f"`{review}` begins with `{review[0]}`. Begin it with a letter or a digit."
    if len(review) > LONGEST:
        return f"This id has {len(review)} characters. The most is {LONGEST}."
    return ""
