"""git, asked through its own program, so that hooks run and its own settings count."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.errors import DhrplanError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Told(NamedTuple):
    """What git has answered.

    Attributes:
        code: The code that it has ended with; 0 where it could do what it was asked.
        data: What it has printed.
        trouble: What it has to say besides.
    """

    code: int
    data: bytes
    trouble: str

    @property
    def text(self) -> str:
        """What it has printed, as text."""
        return self.data.decode(errors="replace")

    @property
    def path(self) -> str:
        """The one path that it has printed, whatever bytes its name is made of."""
        return os.fsdecode(self.data).rstrip("\r\n")


def git(
    folder: Path,
    *arguments: str,
    data: bytes = b"",
    environment: Mapping[str, str] | None = None,
) -> Told:
    """Ask git something in a folder. Paths are what they are, and no patterns.

    Args:
        folder: Where it is asked.
        arguments: Its words.
        data: What it reads.
        environment: The environment in place of ours.

    Raises:
        DhrplanError: It cannot be run.
    """
    try:
        ended = subprocess.run(  # noqa: S603 - the words are ours, and no shell reads them
            ("git", "--no-optional-locks", "--literal-pathspecs", *arguments),  # noqa: S607 - found as a user would
            cwd=folder,
            env=environment,
            input=data,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise DhrplanError(f"git cannot be run: {error.strerror}.", "Is it installed?") from error
    return Told(ended.returncode, ended.stdout, ended.stderr.decode(errors="replace").strip())
