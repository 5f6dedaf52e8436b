"""What stops the work. Bad data does not: that is a Diagnostic, a value."""

from __future__ import annotations


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
