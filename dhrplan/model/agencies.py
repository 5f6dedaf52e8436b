"""The register of agencies: which words mean which body, and which body is a part of which."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dhrplan.model.dates import PlanDate


_PLAIN = str.maketrans(
    {"\u2018": "'", "\u2019": "'", **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-")}
)


def folded(name: str) -> str:
    """A name for comparing: without regard to case, spaces and what Word makes of ' and -."""
    plain = name if name.isascii() else name.translate(_PLAIN)
    return "".join(plain.split()).casefold()


class Successor(NamedTuple):
    """A body that took over another's work."""

    agency: str | None = None
    from_: PlanDate | None = None


class Contact(NamedTuple):
    """Whom to write to: a role, never a person."""

    role: str | None = None
    email: str | None = None


class Agency(NamedTuple):
    """A body that leads actions or is asked to."""

    code: str
    name: str | None = None
    aliases: tuple[str, ...] = ()
    level: str | None = None
    part_of: str | None = None
    succeeded_by: tuple[Successor, ...] = ()
    contact: Contact | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All the words for it: code, name, aliases."""
        return (self.code, *((self.name,) if self.name else ()), *self.aliases)


class Group(NamedTuple):
    """Several agencies under one name."""

    code: str
    name: str | None = None
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All the words for it: code, name, aliases."""
        return (self.code, *((self.name,) if self.name else ()), *self.aliases)


@dataclass(frozen=True)
class Register:
    """The agencies and groups that plans may name.

    Attributes:
        file: The file it was read from; empty where there is none, and any name is accepted.
    """

    file: str = ""
    agencies: Mapping[str, Agency] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)

    @property
    def _bodies(self) -> tuple[Agency | Group, ...]:
        return (*self.agencies.values(), *self.groups.values())

    @cached_property
    def _codes(self) -> dict[str, str]:
        """Code by folded word. A code goes before a name, and the first before a later one."""
        bodies = self._bodies
        codes = {folded(body.code): body.code for body in bodies}
        for body in bodies:
            for name in body.names:
                codes.setdefault(folded(name), body.code)
        return codes

    @property
    def names(self) -> tuple[str, ...]:
        """Every word that the register knows."""
        return tuple(name for body in self._bodies for name in body.names)

    def code(self, name: str) -> str | None:
        """The code that a code, alias or name stands for; None if the register has no such word."""
        return self._codes.get(folded(name))

    @cached_property
    def _shared(self) -> frozenset[str]:
        """The folded words, no codes, that more than one body goes by."""
        bodies = self._bodies
        seen = Counter(word for body in bodies for word in {folded(name) for name in body.names})
        return frozenset(word for word, bearers in seen.items() if bearers > 1) - {
            folded(body.code) for body in bodies
        }

    def sole_code(self, name: str) -> str | None:
        """The same; None also where more than one body goes by that alias or name."""
        return None if folded(name) in self._shared else self.code(name)

    def codes(self, names: Iterable[str]) -> tuple[str, ...]:
        """The codes of several names; a name that the register does not know stays as written."""
        return tuple(self.code(name) or name for name in names)

    def full_name(self, name: str) -> str:
        """The full name of a body; as written where the register does not know it."""
        code = self.code(name) or name
        body = self.agencies.get(code) or self.groups.get(code)
        return (body.name if body else None) or name

    def level(self, name: str) -> str | None:
        """Where an agency works: local, regional or national; None where that is not known."""
        agency = self.agencies.get(self.code(name) or name)
        return agency.level if agency else None

    def includes(self, asked: str, lead: str) -> bool:
        """Whether whoever asks for the agency `asked` means what `lead` leads.

        So it is when they are the same, when the lead is a part of the agency, and when it is a
        group that the agency, or a part of it, belongs to.
        """
        code = self.code(lead)
        if code is not None and code in self.groups and code != self.code(asked):
            return any(self._within(asked, member) for member in self.groups[code].members)
        return self._within(asked, lead)

    def _within(self, asked: str, body: str) -> bool:
        """Whether `body` is the agency asked for or a part of it, however many steps down."""
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
