"""The decisions of a meeting, kept on the disk from the moment they are taken.

Each folder of plans keeps its own: what is decided about unpublished reviews stays beside them.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dhrplan import store
from dhrplan.errors import DhrplanError
from dhrplan.meeting.entry import Kept, as_text, from_text, sum_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dhrplan.cli.writing import LoadedPlans
    from dhrplan.meeting.entry import Entry

_NAME = "meeting.json"


@dataclass(frozen=True, slots=True)
class Journal:
    """Where the decisions of a meeting are kept.

    Attributes:
        places: The file for each folder of plans.
        files: The file of each review, by its id.
        found: The folder beside which decisions about a review were found.
    """

    places: Mapping[Path, Path]
    files: Mapping[str, Path]
    found: dict[str, Path] = field(default_factory=dict)

    def left(self) -> tuple[Entry, ...]:
        """What an earlier meeting has decided, and is in no plan yet.

        Raises:
            DhrplanError: What is there cannot be read.
        """
        every = {folder: self._left(_kept(place)) for folder, place in self.places.items()}
        for folder, those in every.items():
            self.found.update((one.review, folder) for one in those)
        return tuple(one for those in every.values() for one in those)

    def _left(self, kept: Kept) -> tuple[Entry, ...]:
        files = {one: self.files[one] for one in kept.becomes if one in self.files}
        return kept.left(
            {one: sum_of(store.read_if_present(path) or b"") for one, path in files.items()}
        )

    def keep(self, kept: Kept) -> None:
        """Keep this, and nothing else.

        Raises:
            NotWrittenError: They cannot be kept.
        """
        for folder, place in self.places.items():
            entries, unfit = (self._own(folder, those) for those in (kept.entries, kept.unfit))
            if entries or unfit:
                own = Kept(entries, kept.becomes, unfit)
                store.write_output(place, as_text(own).encode())
            else:
                place.unlink(missing_ok=True)

    def _own(self, folder: Path, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(one for one in entries if self._folder(one.review) == folder)

    def _folder(self, review: str) -> Path:
        """The folder of its plan; where that cannot be read, the one where its decisions were."""
        file = self.files.get(review)
        return file.parent if file else self.found[review]


def _kept(place: Path) -> Kept:
    kept = store.read_if_present(place)
    if kept is None:
        return Kept()
    try:
        return from_text(kept.decode())
    except (DhrplanError, UnicodeDecodeError) as error:
        message = f"{place} holds what an earlier meeting has decided, and cannot be read."
        raise DhrplanError(message, "Look into it, then take it away.") from error


@contextmanager
def journal(held: LoadedPlans) -> Iterator[Journal]:
    """The journal of a meeting on these plans, to oneself.

    Raises:
        DhrplanError: Somebody else is holding a meeting on them, or nothing can be kept.
    """
    plans = (file for folder in held.view.folders for file in folder.files if file.plan)
    files = {one.plan.id: held.files[one.file][0] for one in plans if one.plan}
    with ExitStack() as stack:
        folders = dict.fromkeys(path.parent for path in files.values())
        places = {one: stack.enter_context(store.private_file(one, _NAME)) for one in folders}
        yield Journal(places, files)
