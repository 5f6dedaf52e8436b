"""A folder of plans as it was read: plans, register, settings, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Diagnostic, Place
from dhrplan.model.agencies import Register
from dhrplan.text.reader import PlanFile, RegisterFile, read_plan, read_register
from dhrplan.text.settings import Settings, read_settings
from dhrplan.text.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
        settings: The settings as a person would name them, and their content; none where there is
            no such file.
        forbidden_names: The list of names that must never appear, in the same way; none where there
            is none, or nobody looked.
        strays: Files that might be taken for plans and are not read, as a person would name them.
    """

    path: str
    files: Mapping[str, bytes]
    unopened: Mapping[str, str] = field(default_factory=dict)
    settings: tuple[str, bytes] | None = None
    forbidden_names: tuple[str, bytes] | None = None
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
        settings: What is set beside the folder.
        forbidden_names: Names that must never appear; None where there is no list of them.
        strays: Files that are not read although one might think so, as a person would name them;
            those of sub-folders only where somebody looked for them.
    """

    path: str
    files: tuple[PlanFile, ...]
    register: Register
    register_file: RegisterFile | None = None
    settings: Settings = field(default_factory=Settings)
    forbidden_names: tuple[str, ...] | None = None
    strays: tuple[str, ...] = ()

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that could be read."""
        return tuple(file.plan for file in self.files if file.plan)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The text of every file, in the order in which files are told of."""
        register = (self.register_file.source,) if self.register_file else ()
        settings = (self.settings.source,) if self.settings.source else ()
        return (*settings, *register, *(file.source for file in self.files))

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """All that could not be read, file by file."""
        own = self.register_file.faults if self.register_file else ()
        return (
            *self.settings.faults,
            *own,
            *(fault for file in self.files for fault in file.faults),
        )


MOST_KEPT = 5_000_000
"""The bytes of a folder up to which the nodes of its plans are kept where it is to be checked: they
take some ten times as much memory, and are asked for by nearly every finding."""


def read_folder(named: NamedBytes, *, to_check: bool = False) -> Folder:
    """Read every file of a folder. Of two registers the first is the one that counts."""
    keep_nodes = to_check and sum(map(len, named.files.values())) <= MOST_KEPT
    settings = read_settings(*named.settings) if named.settings else Settings()
    registers = [name for name in named.files if name in REGISTERS]
    plans = [name for name in named.files if name not in REGISTERS]
    files = [
        marked(
            read_plan(named.place(name), named.files[name], keep_nodes=keep_nodes), settings.marking
        )
        for name in plans
    ]
    files.extend(_unopened(named.place(name), why) for name, why in named.unopened.items())
    first = registers[0] if registers else None
    register_file = read_register(named.place(first), named.files[first]) if first else None
    register = register_file.register if register_file else None
    names = names_in(named.forbidden_names[1]) if named.forbidden_names else None
    return Folder(
        path=named.path,
        files=_ordered(files),
        register=register or Register(),
        register_file=register_file,
        settings=settings,
        forbidden_names=names,
        strays=(*map(named.place, registers[1:]), *named.strays),
    )


def with_plan(folder: Folder, file: PlanFile) -> Folder:
    """The folder with one plan more, in its place among the others."""
    files = (*folder.files, marked(file, folder.settings.marking))
    return replace(folder, files=_ordered(files))


def _ordered(files: Iterable[PlanFile]) -> tuple[PlanFile, ...]:
    return tuple(sorted(files, key=lambda file: natural(file.file)))


def names_in(data: bytes) -> tuple[str, ...]:
    """The names of a list of names: one a line; what follows `#` is a remark."""
    lines = (" ".join(line.partition("#")[0].split()) for line in from_windows(data).splitlines())
    return tuple(dict.fromkeys(filter(None, lines)))


def from_windows(data: bytes) -> str:
    """Text in UTF-8, or as Windows' own editor saved it once."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


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


def marked(file: PlanFile, marking: str | None) -> PlanFile:
    """A plan as its folder has it: without a marking of its own it has that of the settings."""
    if marking is None or file.plan is None or file.plan.marking:
        return file
    return replace(file, plan=file.plan._replace(marking=marking))


def _unopened(file: str, why: str) -> PlanFile:
    fault = Diagnostic(Place(file), "cannot-open", f"The file cannot be opened: {why}.")
    return PlanFile(Source(file, ""), None, (fault,))
