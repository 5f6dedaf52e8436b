"""What stops the work. Bad data does not: that is a Diagnostic, a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class DhrplanError(Exception):
    """Something that a person can act on: one sentence, and where it helps, what to do.

    Attributes:
        exit_code: The code the command line ends with (docs/commands: 3, could not do it).
        hint: What to do about it; empty when the message says all.
    """

    exit_code = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class NotFoundError(DhrplanError):
    """A review, agency, action or rule that does not exist: wrong usage, exit code 2."""

    exit_code = 2


class ExistsError(DhrplanError):
    """A review, recommendation or action that is there already: wrong usage, exit code 2."""

    exit_code = 2


class NotWrittenError(DhrplanError):
    """A file that cannot be written. It is as it was, and so is every other but those named.

    Attributes:
        written: The files that were written before it, of several that were to be.
    """

    written: tuple[Path, ...] = ()


class ChangedError(NotWrittenError):
    """A file that is no longer what was read: another has changed it, taken it away, or made it."""


class EditError(DhrplanError):
    """A change that cannot be made in a file, or not without changing something else."""
