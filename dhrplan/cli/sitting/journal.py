"""The decisions of a meeting, kept on the disk from the moment they are taken.

Each folder of plans keeps its own: what is decided about unpublished reviews stays beside them.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dhrplan import store
from dhrplan.errors import DhrplanError
from dhrplan.meeting.entry import Kept, as_text, from_text, sum_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dhrplan.cli.writing import Held
    from dhrplan.meeting.entry import Entry

_NAME = "meeting.json"


@dataclass(frozen=True, slots=True)
class Journal:
    """Where the decisions of a meeting are kept.

    Attributes:
        places: The file for each folder of plans.
        files: The file of each review, by its id.
    """

    places: Mapping[Path, Path]
    files: Mapping[str, Path]

    def left(self) -> tuple[Entry, ...]:
        """What an earlier meeting has decided, and is in no plan yet.

        Raises:
            DhrplanError: What is there cannot be read.
        """
        sums = {review: sum_of(store.content(path) or b"") for review, path in self.files.items()}
        return tuple(one for place in self.places.values() for one in _kept(place).left(sums))

    def keep(self, entries: tuple[Entry, ...], becomes: Mapping[str, str] | None = None) -> None:
        """Keep these, and nothing else.

        Args:
            entries: What is decided.
            becomes: The sum of what is about to be written, by review.

        Raises:
            NotWrittenError: They cannot be kept.
        """
        for folder, place in self.places.items():
            own = tuple(one for one in entries if self._folder(one) == folder)
            if own:
                store.write_new(place, as_text(Kept(own, becomes or {})).encode())
            else:
                place.unlink(missing_ok=True)

    def _folder(self, entry: Entry) -> Path:
        """The folder of its plan; the first, where the plan has gone since."""
        file = self.files.get(entry.review)
        return file.parent if file else next(iter(self.places))


def _kept(place: Path) -> Kept:
    kept = store.content(place)
    if kept is None:
        return Kept()
    try:
        return from_text(kept.decode())
    except (DhrplanError, UnicodeDecodeError) as error:
        message = f"{place} holds what an earlier meeting has decided, and cannot be read."
        raise DhrplanError(message, "Look into it, then take it away.") from error


@contextmanager
def journal(held: Held) -> Iterator[Journal]:
    """The journal of a meeting on these plans, to oneself.

    Raises:
        DhrplanError: Somebody else is holding a meeting on them, or nothing can be kept.
    """
    plans = (file for folder in held.view.folders for file in folder.files if file.plan)
    files = {one.plan.id: held.files[one.file][0] for one in plans if one.plan}
    with ExitStack() as stack:
        folders = dict.fromkeys(path.parent for path in files.values())
        places = {one: stack.enter_context(store.aside(one, _NAME)) for one in folders}
        yield Journal(places, files)
