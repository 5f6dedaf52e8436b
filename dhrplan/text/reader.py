"""From bytes to a plan or a register, with all that could not be read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dhrplan.text import build
from dhrplan.text.parsing import parse
from dhrplan.text.reading import Reading
from dhrplan.text.source import KeyedNode, Sequence, Source

if TYPE_CHECKING:
    from dhrplan.diagnostic import Diagnostic
    from dhrplan.model.agencies import Register
    from dhrplan.model.plan import Plan


@dataclass(frozen=True)
class PlanFile:
    """One file of the folder and what was read from it.

    Attributes:
        source: Its text, with positions.
        plan: The plan; None where the file is unreadable.
        faults: All that could not be read, in the order of the file.
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
        keep_nodes: Keep what the text is as YAML, for whoever asks where things stand in it.
            Otherwise it is let go, which keeps a thousand plans small, and composed anew if asked.
    """
    reading = Reading(parse(file, data))
    values = reading.document("plan")
    readable = isinstance(reading.list_of("recommendations"), Sequence)
    plan = build.plan(values, file) if readable else None
    review = values.get("id") or build.stem(file)
    faults = tuple(replace(fault, review=review) for fault in reading.ordered_faults())
    source = reading.source if keep_nodes else replace(reading.source, root=None)
    return PlanFile(source, plan, faults)


@dataclass(frozen=True)
class RegisterFile:
    """The register's file and what was read from it.

    Attributes:
        source: Its text, with positions.
        register: The register; None where the file is unreadable.
        faults: All that could not be read, in the order of the file.
    """

    source: Source
    register: Register | None
    faults: tuple[Diagnostic, ...]


def read_register(file: str, data: bytes) -> RegisterFile:
    """Read the register of agencies from bytes."""
    reading = Reading(parse(file, data))
    values = reading.document("register")
    readable = isinstance(reading.source.root, KeyedNode)
    register = build.register(values, file) if readable else None
    return RegisterFile(replace(reading.source, root=None), register, reading.ordered_faults())
