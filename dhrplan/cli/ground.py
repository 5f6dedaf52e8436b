"""The folder that `init` is to make ready, as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dhrplan import store
from dhrplan.cli import repository
from dhrplan.cli.questions import Wanted
from dhrplan.errors import DhrplanError
from dhrplan.text.folder import REGISTERS, NamedBytes
from dhrplan.text.settings import FILE as SETTINGS
from dhrplan.text.settings import read_settings
from dhrplan.wording import quoted

if TYPE_CHECKING:
    from dhrplan.text.kit import Piece


@dataclass(frozen=True)
class Ground:
    """The folder that is to be made ready.

    Attributes:
        top: The top folder of the repository that it lies in; None where it lies in none, or
            nobody asks.
        wants_git: Whether it is to become a repository itself.
        plans: The names of the plans and registers that are there.
    """

    folder: Path
    top: Path | None
    wants_git: bool
    plans: tuple[str, ...]

    @property
    def is_below_top(self) -> bool:
        """Whether it lies somewhere within a repository, where pre-commit does not look."""
        return self.top is not None and self.top != self.folder

    @property
    def wanted(self) -> Wanted:
        """What it lacks, and what has to be known for that."""
        return Wanted(
            plan=all(name in REGISTERS for name in self.plans),
            register=not any(name in REGISTERS for name in self.plans),
            settings=store.content(self.folder / SETTINGS) is None,
        )

    @property
    def forbidden_names(self) -> str:
        """The list of names that must never appear, as the settings that are there name it."""
        return read_settings(SETTINGS, store.content(self.folder / SETTINGS) or b"").forbidden_names

    def there(self, piece: Piece) -> bytes | None:
        """What stands in the place of a file, with the line ends that it would be made with."""
        found = store.content(self.folder / piece.name)
        return None if found is None else found.replace(b"\r\n", b"\n")


def ground_of(folder: Path, *, git: bool) -> Ground:
    """Look at a folder, which need not be there.

    Raises:
        DhrplanError: It cannot be read, or is none; or git cannot tell what it lies in.
    """
    place = folder / store.PLANS
    _refuse_other(folder, place)
    top = repository.top_of(folder) if git else None
    there = store.read(place, folder) if place.is_dir() else NamedBytes(store.PLANS, {})
    return Ground(folder, top, git and top is None, (*there.files, *there.unopened))


def _refuse_other(folder: Path, place: Path) -> None:
    """See that a folder of plans stands there, or may be made.

    Raises:
        DhrplanError: Something else has its name.
    """
    start = Path.cwd()
    for one in (*reversed(folder.parents), folder, place):
        if one.exists() and not one.is_dir():
            raise DhrplanError(f"{store.shown(one, start)} is there, and is no folder.")
    beyond = place.resolve()
    if beyond != place:
        told = f"{store.shown(place, start)} is a link"
        if not beyond.is_dir():
            raise DhrplanError(f"{told} that leads to no folder.", "Take it away first.")
        there = quoted(store.shown(beyond.parent, start) or ".")
        is_named = beyond.name == store.PLANS
        hint = f"Give `dhrplan init {there}`." if is_named else "Let it be a folder."
        message = f"{told}, and what belongs beside plans is looked for where it leads to."
        raise DhrplanError(message, hint)
