"""A folder of plans: from the bytes of its files to plans, register, settings and faults."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from dhrplan.diagnostic import Diagnostic, Place
from dhrplan.model.agencies import Register, folded
from dhrplan.model.past import as_known_on
from dhrplan.model.plan import Plan
from dhrplan.plan.read import PlanFile, RegisterFile, read_plan, read_register
from dhrplan.plan.settings import Settings, read_settings
from dhrplan.wording import stem
from dhrplan.yamldoc.nodes import Source

REGISTERS = ("agencies.yaml", "agencies.yml")
"""The names that the register may have in a folder of plans."""

DOCUMENTS = (".docx", ".xlsx", ".xlsm", ".csv", ".tsv")
"""The endings of documents that a plan can be read from."""


def is_document(name: str) -> bool:
    """True of the name of a document, and not of a hidden file or a lock file of Office."""
    file = PurePath(name)
    return file.suffix.casefold() in DOCUMENTS and not file.name.startswith(("~$", "."))


# Up to this size of a folder to check, the nodes of its plans are kept: they take some ten times
# as much memory, and nearly every finding needs them.
_MAX_BYTES_WITH_NODES = 5_000_000


@dataclass(frozen=True, slots=True)
class FolderBytes:
    """The files of one folder, read from disk or from git. Paths are for display, with `/`.

    Attributes:
        path: Empty for the working directory.
        files: The content of each plan and of the register, by file name.
        unopened: Why a file could not be opened, by file name.
        settings: Path and content.
        forbidden_names: Path and content of the list; None also if nobody looked for one.
        strays: Paths of files that might be taken for plans and are not read.
    """

    path: str
    files: Mapping[str, bytes]
    unopened: Mapping[str, str] = field(default_factory=dict)
    settings: tuple[str, bytes] | None = None
    forbidden_names: tuple[str, bytes] | None = None
    strays: tuple[str, ...] = ()

    def place(self, name: str) -> str:
        """The path of a file of the folder."""
        return f"{self.path}/{name}" if self.path else name


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder of plans.

    Attributes:
        path: As in FolderBytes.
        files: Its plans, readable or not, sorted by name.
        register: Empty where there is none.
        forbidden_names: None where there is no list.
        strays: As in FolderBytes, and a second register; those of sub-folders only where somebody
            looked for them.
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
        """The text of every file, in the order of findings."""
        register = (self.register_file.source,) if self.register_file else ()
        settings = (self.settings.source,) if self.settings.source else ()
        return (*settings, *register, *(file.source for file in self.files))

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """Everything that could not be read, file by file."""
        register = self.register_file.faults if self.register_file else ()
        plans = (fault for file in self.files for fault in file.faults)
        return (*self.settings.faults, *register, *plans)


def read_folder(
    named: FolderBytes, *, to_check: bool = False, read: Callable[..., PlanFile] = read_plan
) -> Folder:
    """Read every file of a folder. Of two registers the first counts.

    `read` is there for callers that remember the plans of other versions.
    """
    keep_nodes = to_check and sum(map(len, named.files.values())) <= _MAX_BYTES_WITH_NODES
    settings = read_settings(*named.settings) if named.settings else Settings()
    registers = [name for name in named.files if name in REGISTERS]
    plans = [name for name in named.files if name not in REGISTERS]
    files = [read(named.place(name), named.files[name], keep_nodes=keep_nodes) for name in plans]
    for name, why in named.unopened.items():
        place = named.place(name)
        fault = Diagnostic(Place(place), "cannot-open", f"The file cannot be opened: {why}.")
        files.append(PlanFile(Source(place, ""), None, (fault,)))
    first = registers[0] if registers else None
    register_file = read_register(named.place(first), named.files[first]) if first else None
    register = register_file.register if register_file else None
    names = forbidden_names_in(named.forbidden_names[1]) if named.forbidden_names else None
    return Folder(
        path=named.path,
        files=_ordered(with_marking(file, settings.marking) for file in files),
        register=register or Register(),
        register_file=register_file,
        settings=settings,
        forbidden_names=names,
        strays=(*map(named.place, registers[1:]), *named.strays),
    )


def with_plan(folder: Folder, file: PlanFile) -> Folder:
    """The folder with one plan more."""
    added = with_marking(file, folder.settings.marking)
    return replace(folder, files=_ordered((*folder.files, added)))


def with_marking(file: PlanFile, marking: str | None) -> PlanFile:
    """A plan with the marking of the settings, unless it has its own."""
    if marking is None or file.plan is None or file.plan.marking:
        return file
    return replace(file, plan=file.plan._replace(marking=marking))


# "DHR1 - Copy", "DHR1 (2)", "Copy of DHR1", "DHR1 (conflicted copy 2026-03-01)", and as OneDrive
# writes, the name of the computer: "DHR1-LAPTOP-7QX2".
_COPY_WORDS = re.compile(r"copy|kopie|conflict", re.IGNORECASE)
_COPY_ENDING = re.compile(r"\s*\(\d+\)|-(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(-[A-Z0-9]+)+")


def copies(folder: Folder) -> frozenset[str]:
    """The files that are copies, by their names, of another file with the same review."""
    held: dict[str, list[PlanFile]] = {}
    for file in folder.files:
        if file.plan:
            held.setdefault(folded(file.plan.id), []).append(file)
    found: set[str] = set()
    for review, files in held.items():
        in_order = sorted(files, key=lambda one: is_document(one.file))
        original = next((one for one in in_order if folded(stem(one.file)) == review), in_order[0])
        others = (file for file in files if file is not original)
        found.update(file.file for file in others if _is_copy(file))
    return frozenset(found)


def _is_copy(file: PlanFile) -> bool:
    """True if the name of a file says that it is a copy."""
    name, review = stem(file.file), file.plan.id if file.plan else ""
    if _COPY_WORDS.search(name.replace(review, "")):
        return True
    is_named = name.casefold().startswith(review.casefold())
    return is_named and _COPY_ENDING.fullmatch(name[len(review) :]) is not None


def without_copies(folder: Folder) -> Folder:
    """The folder without the files that are copies; their reviews are counted once."""
    left_out = copies(folder)
    if not left_out:
        return folder
    return replace(folder, files=tuple(one for one in folder.files if one.file not in left_out))


def known_on(folder: Folder, day: date) -> Folder:
    """The folder with each plan as it was known on a day."""
    files = (
        replace(one, plan=as_known_on(one.plan, day)) if one.plan else one for one in folder.files
    )
    return replace(folder, files=tuple(files))


def _ordered(files: Iterable[PlanFile]) -> tuple[PlanFile, ...]:
    return tuple(sorted(files, key=lambda file: _natural_key(file.file)))


def _natural_key(name: str) -> list[tuple[int, int | str]]:
    """Sorts R2 before R10."""
    parts = re.findall(r"[0-9]+|[^0-9]", f"{name.casefold()}\0")
    return [(0, int(part[:50])) if part[0] in "0123456789" else (1, part) for part in parts]


def forbidden_names_in(data: bytes) -> tuple[str, ...]:
    """The names of a list: one a line, comments after `#`."""
    lines = decode_text_file(data).splitlines()
    names = (" ".join(line.partition("#")[0].split()) for line in lines)
    return tuple(dict.fromkeys(filter(None, names)))


def decode_text_file(data: bytes) -> str:
    """Text in UTF-8, or in cp1252 as older versions of Windows Notepad saved it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
