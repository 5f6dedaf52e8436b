"""What is decided so far, and what the plans would be with that."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.decide import (
    changes_for,
    check_decision,
    draft_of,
    effect_of,
    find_subjects,
    interpret,
)
from dhrplan.meeting.entry import sum_of
from dhrplan.model.plan import OPEN
from dhrplan.reports.select import every_item
from dhrplan.text.folder import marked
from dhrplan.text.parsing import node_of
from dhrplan.text.reader import PlanFile, read_plan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dhrplan.decide import Effect
    from dhrplan.meeting.entry import Entry
    from dhrplan.reports.select import Item
    from dhrplan.text.folder import Folder
    from dhrplan.text.reader import PlanFile


class Changed(NamedTuple):
    """What a file would be.

    Attributes:
        file: The file as it would be read.
        data: Its bytes.
    """

    file: PlanFile
    data: bytes


@dataclass(frozen=True, slots=True)
class Sitting:
    """What is decided so far, and what the plans would be with that.

    Attributes:
        read: All that is in view, as it was read.
        data: The bytes of each file in view as they were read, by its name for a person.
        entries: What is decided, in that order.
        changed: The files that something changes in, by name.
    """

    read: tuple[Folder, ...]
    data: Mapping[str, bytes]
    entries: tuple[Entry, ...] = ()
    changed: Mapping[str, Changed] = field(default_factory=dict)

    @property
    def folders(self) -> tuple[Folder, ...]:
        """All that is in view, as it would be."""
        return tuple(
            replace(folder, files=tuple(self._as_it_would_be(file) for file in folder.files))
            for folder in self.read
        )

    @property
    def sums(self) -> Mapping[str, str]:
        """What tells each file that changes from any other, as it would be, by review."""
        files = self.changed.values()
        return {one.file.plan.id: sum_of(one.data) for one in files if one.file.plan}

    def now(self, item: Item) -> Item:
        """An action as it would be."""
        changed = self.changed.get(item.plan.file)
        if changed is None:
            return item
        name = changed.file.file
        holder = next(one for one in self.read if any(each.file == name for each in one.files))
        items = every_item((replace(holder, files=(changed.file,)),), item.as_of)
        return next(one for one in items if one.action.route == item.action.route)

    def of(self, item: Item) -> tuple[Entry, ...]:
        """What is decided about an action and its milestones."""
        asked = (item.plan.id, item.action.id)
        return tuple(one for one in self.entries if (one.review, one.action) == asked)

    def effects(self) -> Iterator[tuple[str, Changed, Effect]]:
        """Each file that changes, with what the rules say of all that changes in it."""
        before = {file.file: file for folder in self.read for file in folder.files}
        for name, one in sorted(self.changed.items()):
            day = max(each.day for each in self.entries)
            yield name, one, effect_of(self.read, before[name], one.file, day)

    def _as_it_would_be(self, file: PlanFile) -> PlanFile:
        changed = self.changed.get(file.file)
        return changed.file if changed else file


def decided(sitting: Sitting, entry: Entry) -> tuple[Sitting, Effect]:
    """The meeting with one decision more, in place of an earlier one about the same.

    Returns:
        The meeting, and what the rules say of the change: whether it stands is for others to say.

    Raises:
        DhrplanError: It is not understood, does not fit, or its file cannot be changed.
    """
    if entry.about:
        sitting = without(sitting, [one for one in sitting.entries if _gives_way(one, entry)])
    about = find_subjects(sitting.folders, entry.review, (entry.name,))
    decision = interpret(entry.decision, about.folder.register, entry.day)
    check_decision(decision, about.named[0])
    name = about.file.file
    was = sitting.changed.get(name) or Changed(about.file, sitting.data[name])
    changes = changes_for(decision, about.named[0], entry.day)
    draft = draft_of(sitting.folders, about.file.source, was.data, changes, entry.day)
    now = Changed(draft.file, draft.data)
    kept = entry._replace(decision=decision)
    changed = {**sitting.changed, name: now}
    return replace(sitting, entries=(*sitting.entries, kept), changed=changed), draft.effect


def _gives_way(one: Entry, later: Entry) -> bool:
    """Whether a later decision takes its place: what goes on is not agreed to be done either."""
    goes_on = later.decision.status in OPEN and one.spoken == later.spoken
    return one.about == later.about or (one.decision.sign_off is True and goes_on)


def as_before(sitting: Sitting, item: Item) -> Sitting:
    """The meeting without what it has decided of the status of an action, and agreed about that."""
    those = [one for one in sitting.of(item) if one.milestone is None]
    return without(sitting, [one for one in those if one.decision.status or one.decision.sign_off])


def without(sitting: Sitting, gone: Collection[Entry]) -> Sitting:
    """The meeting without some of its decisions: what else was decided is decided again.

    Raises:
        DhrplanError: Something else hangs on one of them, and cannot be decided without it.
    """
    reviews = {one.review for one in gone}
    if not reviews:
        return sitting
    others = tuple(one for one in sitting.entries if one.review not in reviews)
    left = [one for one in sitting.entries if not any(one is each for each in gone)]
    again = [one for one in left if one.review in reviews]
    changed = {
        name: one
        for name, one in sitting.changed.items()
        if one.file.plan and one.file.plan.id not in reviews
    }
    sitting = replace(sitting, entries=others, changed=changed)
    for one in again:
        sitting, _ = decided(sitting, one)
    return sitting
