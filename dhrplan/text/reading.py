"""One pass over the nodes of a file: every value read, every fault named once, nothing raised."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dhrplan.diagnostic import Diagnostic, Related, Route
from dhrplan.text import build, kinds
from dhrplan.text.convert import Misread, convert, shown
from dhrplan.text.keys import (
    MISSING_HINT,
    empty_file,
    fields_of,
    is_left_out,
    is_nothing,
    keys_hint,
    meant,
    no_list,
    required_in,
    tells_itself,
    unknown,
    unseen,
    value_hint,
)
from dhrplan.text.source import KeyedNode, Node, Scalar, Sequence, Source

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from dhrplan.text.kinds import Field


class Reading:
    """One pass over the nodes of a file."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.faults = list(source.faults)
        self.oddities = dict(source.oddities)

    def document(self, record: str) -> dict[str, Any]:
        """The values of the outermost record; none where the file does not hold one."""
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
        """The faults in the order of the file, with those of nodes that nobody asked for."""
        return tuple(sorted((*self.faults, *self.oddities.values()), key=lambda f: f.place))

    def _record(self, name: str, node: KeyedNode, route: Route) -> dict[str, Any]:
        fields = fields_of(name)
        values: dict[str, Any] = {}
        keys: dict[str, Node] = {}
        given: set[str] = set()  # read or not, or meant by a key that is not known
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
        if unread and name == "action":
            values["unread"] = unread
        return values

    def _key(self, key: Node) -> str:
        """The word of a key; none for one that is no word."""
        self._look_for_oddity(key)
        return key.value if isinstance(key, Scalar) else ""

    def _value(self, field: Field, node: Node, route: Route, unread: dict[str, str]) -> Any:
        before = len(self.faults)
        value = self._read(field.name, field.kind, node, route, field.name)
        if len(self.faults) > before and isinstance(node, Scalar):
            unread[field.attribute] = node.value
        return value

    def _read(self, name: str, kind: Any, node: Node, route: Route, step: str | int) -> Any:
        """The value at one step below a route."""
        kind_of = type(kind)  # the kinds are final, and this is asked of every value
        if kind_of is kinds.RecordOf:
            return self._nested(name, kind.record, node, (*route, step))
        if self.oddities:
            self._look_for_oddity(node)
        if kind_of is kinds.ListOf:
            return self._list(name, kind.item, node, (*route, step))
        if kind_of is kinds.MapOf:
            return self._map(name, kind.item, node, (*route, step))
        return self._scalar(name, kind, node)

    def _scalar(self, name: str, kind: kinds.Kind, node: Node) -> Any:
        if not isinstance(node, Scalar):
            what = "a list" if isinstance(node, Sequence) else "keys of its own"
            self._wrong(
                node, f"{shown(name)} takes one value, and here it has {what}.", value_hint(node)
            )
            return None
        value = convert(node.value, kind)
        if isinstance(value, Misread):
            self._fault(node, value.rule, value.message, value.hint)
            return node.value if isinstance(kind, kinds.Id) else None
        return value

    def _list(self, name: str, item: kinds.Kind, node: Node, route: Route) -> Any:
        if not isinstance(node, Sequence):
            return self._alone(name, item, node, route)
        read = []
        for index, one in enumerate(node.value):
            if is_left_out(one):
                self._look_for_oddity(one)
            else:
                read.append(self._read(name, item, one, route, index))
        return tuple(value for value in read if value is not None)

    def _alone(self, name: str, item: kinds.Kind, node: Node, route: Route) -> Any:
        """What stands where a list is wanted is read as its one item."""
        before = len(self.faults)
        if not tells_itself(node, item):
            self._wrong(node, *no_list(name, node, item))
        if isinstance(item, kinds.RecordOf):
            return (self._nested(name, item.record, node, (*route, 0), before),)
        value = None if isinstance(node, KeyedNode) else self._read(name, item, node, route, 0)
        return () if value is None else (value,)

    def _nested(
        self, name: str, record: str, node: Node, route: Route, before: int | None = None
    ) -> Any:
        before, dash = (len(self.faults), "") if before is None else (before, "- ")
        self._look_for_oddity(node)
        if isinstance(node, KeyedNode):
            values = self._record(record, node, route)
        else:
            hint = keys_hint(record, node, route, dash)
            self._wrong(node, f"{shown(name)} takes keys of its own here.", hint)
            is_told = isinstance(node, Scalar) and "text" in fields_of(record)
            values = {"text": node.value} if is_told else {}
        values.update(line=self.source.line_of(node), route=route)
        if record != "action":
            return build.record(record, values)
        action = build.record(record, {**values, "unclear": len(self.faults) > before})
        self._name_action(before, action.id)
        return action

    def _map(self, name: str, item: kinds.Kind, node: Node, route: Route) -> dict[str, Any]:
        if not isinstance(node, KeyedNode):
            self._wrong(node, f"`{name}` takes keys of its own here.", "Write a code, then `:`.")
            return {}
        read: dict[str, Any] = {}
        keys: dict[str, Node] = {}
        for key, value in node.value:
            code = self._key(key)
            if not code:
                self._wrong(key, "A key is one word.", "")
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
        related = Related(self.source.place_of(first), "the first stands here")
        message = f"{shown(key.value)} stands here for the second time; only the first counts."
        hint = "Keep one of the two, or put both texts under one key."
        self._fault(key, "duplicate-key", message, hint, related)

    def _unknown(self, key: Node, value: Node, known: list[str], *, flow: bool) -> tuple[str, ...]:
        """Name an unknown key, and answer with the keys that may have been meant."""
        word = key.value if isinstance(key, Scalar) else None
        if key.tag == "!alias":
            return ()  # that it is an alias has been said
        if word == "<<":
            self._merge(key, value)
            return ()
        if word is None or (flow and is_nothing(value)):
            self._cut_by_comma(key, word)
            return ()
        guesses = meant(word, known)
        message, hint = unseen(word, self._before(key)) or unknown(word, known)
        self._fault(key, "unknown-key", message, hint)
        return guesses

    def _merge(self, key: Node, value: Node) -> None:
        self._fault(key, "yaml-feature", "`<<` takes in keys from elsewhere.", "Write them out.")
        if value.tag == "!alias":
            self.oddities.pop(id(value), None)  # the same slip, not a second one

    def _before(self, node: Node) -> str:
        """The character before a node."""
        at = node.start_mark.index
        return self.source.text[max(at - 1, 0) : at]

    def _cut_by_comma(self, key: Node, word: str | None) -> None:
        if word is None:
            self._wrong(key, "A key is one word.", "Put text that holds `? ` in quotes.")
            return
        message = f"{shown(word)} is read as a key: inside `{{ }}` a comma ends the text before it."
        hint = "Put the text in quotes, or write each key on a line of its own."
        self._fault(key, "unknown-key", message, hint)

    def _missing(self, node: Node, record: str, given: AbstractSet[str]) -> None:
        for name in [each for each in required_in(record) if each not in given]:
            self._fault(node, "missing-key", f"`{name}` is missing.", MISSING_HINT[name])
