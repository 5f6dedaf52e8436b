"""The register of agencies: their codes, names and aliases, and which is a part of which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from dhrplan.model.dates.values import PlanDate

_PLAIN = str.maketrans(
    {"\u2018": "'", "\u2019": "'", **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-")}
)


def folded(name: str) -> str:
    """A name for comparison: no case, no spaces, and plain ' and - for those that Word puts in."""
    plain = name if name.isascii() else name.translate(_PLAIN)
    return "".join(plain.split()).casefold()


class Successor(NamedTuple):
    """An agency that took over another's work."""

    agency: str | None = None
    from_: PlanDate | None = None


class Contact(NamedTuple):
    """Whom to write to: a role, never a person."""

    role: str | None = None
    email: str | None = None


class Agency(NamedTuple):
    """An organisation, or a part of one, that leads actions or is asked to."""

    code: str
    name: str | None = None
    aliases: tuple[str, ...] = ()
    level: str | None = None
    part_of: str | None = None
    succeeded_by: tuple[Successor, ...] = ()
    contact: Contact | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Code, name and aliases."""
        return (self.code, *((self.name,) if self.name else ()), *self.aliases)


class Group(NamedTuple):
    """Several agencies under one name."""

    code: str
    name: str | None = None
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Code, name and aliases."""
        return (self.code, *((self.name,) if self.name else ()), *self.aliases)


@dataclass(frozen=True)
class Register:
    """The agencies and groups that plans may name.

    `file` is empty where there is no register; any name is then accepted.
    """

    file: str = ""
    agencies: Mapping[str, Agency] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)

    @property
    def _bodies(self) -> tuple[Agency | Group, ...]:
        return (*self.agencies.values(), *self.groups.values())

    @cached_property
    def _codes(self) -> dict[str, str]:
        """Codes by folded name. A code wins over a name, and the first body over a later one."""
        bodies = self._bodies
        codes = {folded(body.code): body.code for body in bodies}
        for body in bodies:
            for name in body.names:
                codes.setdefault(folded(name), body.code)
        return codes

    @property
    def names(self) -> tuple[str, ...]:
        """All codes, names and aliases."""
        return tuple(name for body in self._bodies for name in body.names)

    def code(self, name: str) -> str | None:
        """The code of an agency given by code, name or alias; None if it is not in the register."""
        return self._codes.get(folded(name))

    @cached_property
    def _ambiguous(self) -> frozenset[str]:
        """The folded names, other than codes, that belong to more than one body."""
        bodies = self._bodies
        seen = Counter(name for body in bodies for name in set(map(folded, body.names)))
        codes = {folded(body.code) for body in bodies}
        return frozenset(name for name, count in seen.items() if count > 1) - codes

    def sole_code(self, name: str) -> str | None:
        """Like `code`, but None also where more than one body has that name or alias."""
        return None if folded(name) in self._ambiguous else self.code(name)

    def codes(self, names: Iterable[str]) -> tuple[str, ...]:
        """The codes of several names; an unknown name stays as written."""
        return tuple(self.code(name) or name for name in names)

    def full_name(self, name: str) -> str:
        """The full name of an agency or group; as written if unknown."""
        code = self.code(name) or name
        body = self.agencies.get(code) or self.groups.get(code)
        return (body.name if body else None) or name

    def level(self, name: str) -> str | None:
        """The level of an agency: local, regional or national; None if unknown."""
        agency = self.agencies.get(self.code(name) or name)
        return agency.level if agency else None

    def includes(self, asked: str, lead: str) -> bool:
        """True if a filter by the agency `asked` includes work led by `lead`.

        It does when they are the same, when the lead is a part of the agency, and when it is a
        group to which the agency, or a part of it, belongs.
        """
        code = self.code(lead)
        if code is not None and code in self.groups and code != self.code(asked):
            return any(self._within(asked, member) for member in self.groups[code].members)
        return self._within(asked, lead)

    def _within(self, asked: str, body: str) -> bool:
        """True if `body` is the agency asked for or a part of it, at any depth."""
        wanted = self.code(asked) or folded(asked)
        seen: set[str] = set()
        step: str | None = body
        while step is not None and step not in seen:
            seen.add(step)
            code = self.code(step)
            if (code or folded(step)) == wanted:
                return True
            agency = self.agencies.get(code) if code else None
            step = agency.part_of if agency else None
        return False
