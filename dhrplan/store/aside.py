"""What is kept beside a folder of plans until it is written into them, and never reaches git.

The folder that holds it names itself in a `.gitignore` of its own, so that no setting of the
repository is needed, and goes when nothing is left in it.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from dhrplan.errors import DhrplanError
from dhrplan.store.alone import alone
from dhrplan.store.writing import make_folder, write_new

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ASIDE = ".dhrplan"
"""The folder beside the folder of plans."""

_IGNORE = ".gitignore"


@contextmanager
def aside(plans: Path, name: str) -> Iterator[Path]:
    """The place of a file that is kept beside a folder of plans, to oneself.

    Args:
        plans: The folder of plans.
        name: What the file is.

    Raises:
        DhrplanError: Another has it, or nothing can be kept there.
    """
    beside = plans.resolve().parent / ASIDE
    place = beside / f"{plans.resolve().name}.{name}"
    turn = place.with_suffix(".turn")  # not the folder itself, which each writing keeps to itself
    make_folder(turn)
    with _to_oneself(turn):
        if not (beside / _IGNORE).exists():
            write_new(beside / _IGNORE, b"# What is not written into the plans yet.\n*\n")
        yield place


@contextmanager
def _to_oneself(folder: Path) -> Iterator[None]:
    """The turn. Only who has had it may take its folder away: a lock would go with the folder."""
    with ExitStack() as stack:
        try:
            stack.enter_context(alone(folder, tries=1))
        except TimeoutError as error:
            message = "Somebody else is holding a meeting on these plans."
            raise DhrplanError(message, "Wait until it has ended.") from error
        try:
            yield
        finally:
            stack.close()
            _tidy(folder.parent, folder)


def _tidy(folder: Path, turn: Path) -> None:
    """Let the folder go if nothing is kept in it."""
    with suppress(OSError):  # another has the turn by now, or keeps something
        turn.rmdir()
        if [one.name for one in folder.iterdir()] == [_IGNORE]:
            (folder / _IGNORE).unlink()
            folder.rmdir()
