"""A folder of plans as it was read: the plans, the register, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Diagnostic, Place
from dhrplan.model.agencies import Register
from dhrplan.text.reader import PlanFile, RegisterFile, read_plan, read_register
from dhrplan.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dhrplan.model.plan import Plan

REGISTERS = ("agencies.yaml", "agencies.yml")
"""The register's name in a folder of plans. It is no plan."""


@dataclass(frozen=True, slots=True)
class NamedBytes:
    """The files of one folder, wherever they come from.

    Attributes:
        path: The folder as a person would name it, with `/`; empty for the working directory.
        files: The content of each plan and of the register, by name.
        unopened: Why a file could not be opened, by name.
        strays: Files that might be taken for plans and are not read, as a person would name them.
    """

    path: str
    files: Mapping[str, bytes]
    unopened: Mapping[str, str] = field(default_factory=dict)
    strays: tuple[str, ...] = ()

    def place(self, name: str) -> str:
        """A file of the folder as a person would name it."""
        return f"{self.path}/{name}" if self.path else name


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder of plans.

    Attributes:
        path: The folder as a person would name it.
        files: Its plans, readable or not, in the order of their names.
        register: The agencies that its plans may name; an empty one where there is none.
        register_file: The register's own text and faults; None where there is none.
        strays: Files that are not read although one might think so, as a person would name them;
            those of sub-folders only where somebody looked for them.
    """

    path: str
    files: tuple[PlanFile, ...]
    register: Register
    register_file: RegisterFile | None = None
    strays: tuple[str, ...] = ()

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that could be read."""
        return tuple(file.plan for file in self.files if file.plan)

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """All that could not be read, file by file."""
        own = self.register_file.faults if self.register_file else ()
        return (*own, *(fault for file in self.files for fault in file.faults))


def read_folder(named: NamedBytes) -> Folder:
    """Read every file of a folder. Of two registers the first is the one that counts."""
    registers = [name for name in named.files if name in REGISTERS]
    plans = [name for name in named.files if name not in REGISTERS]
    files = [read_plan(named.place(name), named.files[name]) for name in plans]
    files.extend(_unopened(named.place(name), why) for name, why in named.unopened.items())
    first = registers[0] if registers else None
    register_file = read_register(named.place(first), named.files[first]) if first else None
    register = register_file.register if register_file else None
    ordered = tuple(sorted(files, key=lambda file: natural(file.file)))
    strays = (*map(named.place, registers[1:]), *named.strays)
    return Folder(named.path, ordered, register or Register(), register_file, strays)


def natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """A key that sorts R2 before R10."""
    parts: list[tuple[int, int | str]] = []
    digits = ""
    for character in f"{name.casefold()}\0":
        if character in "0123456789":
            digits += character
            continue
        if digits:
            parts.append((0, int(digits[:50])))
            digits = ""
        parts.append((1, character))
    return tuple(parts)


def _unopened(file: str, why: str) -> PlanFile:
    fault = Diagnostic(Place(file), "cannot-open", f"The file cannot be opened: {why}.")
    return PlanFile(Source(file, ""), None, (fault,))
