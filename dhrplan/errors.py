"""Exit codes, and the exceptions that stop a command; bad data is a Diagnostic instead."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pathlib takes 5 ms, and `--help` does without
    from pathlib import Path


class ExitCode(IntEnum):
    """Every exit code of the program; docs/reference lists them for users."""

    DONE = 0
    FOUND = 1
    """Errors (`validate`), late actions (`overdue --fail`), files to change (`fmt --check`)."""
    USAGE = 2
    """Wrong usage, or a review, agency, action or rule that does not exist."""
    INCOMPLETE = 3
    """Could not do it, or not all of it."""
    INTERNAL_ERROR = 70
    INTERRUPTED = 130


class DhrplanError(Exception):
    """A message of one sentence, and a hint (possibly empty) that says what to do about it."""

    exit_code: int = ExitCode.INCOMPLETE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class NotFoundError(DhrplanError):
    """A review, agency, action or rule that does not exist."""

    exit_code = ExitCode.USAGE


class ExistsError(DhrplanError):
    """A review, recommendation or action that exists already."""

    exit_code = ExitCode.USAGE


class NotWrittenError(DhrplanError):
    """A file cannot be written. It is unchanged, and so are all but those in `written`."""

    written: tuple[Path, ...] = ()


class ChangedError(NotWrittenError):
    """A file was changed, deleted or created by someone else since it was read."""


class EditError(DhrplanError):
    """A change that cannot be made in a file, or not without changing something else."""
