"""Named bytes to plans and problems: pure, so that disk, git and Word all feed it alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import starmap
from typing import TYPE_CHECKING

from dhrplan.model.agencies import folded
from dhrplan.reports.select import concerns
from dhrplan.text.folder import Folder, NamedBytes, read_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from dhrplan.diagnostic import Diagnostic
    from dhrplan.reports.select import Selection
    from dhrplan.rules.engine import Finding


@dataclass(frozen=True, slots=True)
class Workspace:
    """All that is in view: one folder of plans or several."""

    folders: tuple[Folder, ...]

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """All that could not be read, once: folders beside each other share their settings."""
        return tuple(dict.fromkeys(fault for folder in self.folders for fault in folder.faults))

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that was read, or could not be, once."""
        sources = (source for folder in self.folders for source in folder.sources)
        return tuple(dict.fromkeys(source.file for source in sources))

    @property
    def unreadable(self) -> frozenset[str]:
        """The files of which nothing could be read."""
        plans = (file for folder in self.folders for file in folder.files)
        registers = (folder.register_file for folder in self.folders if folder.register_file)
        return frozenset(
            (
                *(file.file for file in plans if file.plan is None),
                *(one.source.file for one in registers if one.register is None),
            )
        )

    @property
    def unread_files(self) -> tuple[Diagnostic, ...]:
        """Why each file of which nothing could be read is left out."""
        unreadable = self.unreadable
        return tuple(fault for fault in self.faults if fault.place.file in unreadable)

    def problems(self, selection: Selection) -> tuple[Diagnostic, ...]:
        """What could not be read of that which is asked for, and what is counted twice or missed.

        No answer passes over it.
        """
        asked = concerns(selection, self.folders)
        every = (*self.faults, *self._twice(), *self._missed(selection))
        return tuple(one for one in every if asked(one.review))

    def _twice(self) -> tuple[Diagnostic, ...]:
        """The reviews that two files hold, so that each number of theirs is doubled."""
        ids = [folded(plan.id) for folder in self.folders for plan in folder.plans]
        if len(set(ids)) == len(ids):
            return ()
        from dhrplan.rules import duplicate_review
        from dhrplan.rules.engine import diagnostic

        rule = duplicate_review.RULE
        return tuple(diagnostic(rule, one) for one in duplicate_review.find(self.folders))

    def _missed(self, selection: Selection) -> tuple[Diagnostic, ...]:
        """Where an agency is asked for: the names that may mean it and that no register knows."""
        if not selection.get("agency"):
            return ()
        from dhrplan.rules import unknown_agency
        from dhrplan.rules.engine import diagnostic

        rule = unknown_agency.RULE
        found = (
            diagnostic(rule, one) for one in unknown_agency.find_leads_and_members(self.folders)
        )
        said = {fault.place for fault in self.faults}
        return tuple(one for one in found if one.place not in said)

    def check(
        self,
        as_of: date,
        concerns: Callable[[Finding], bool] | None = None,
        alone: tuple[Folder, ...] | None = None,
    ) -> tuple[Diagnostic, ...]:
        """Every fault of reading and every finding of the rules, in the order of the files.

        Where a value could not be read, no rule complains of that place as well, unless what stands
        there is private.

        Args:
            as_of: The day by which dates are judged.
            concerns: Which findings are asked for; all, where nothing is said.
            alone: The folders with the files alone that are asked about: a rule that compares no
                plans needs no others. All that is in view, where nothing is said.
        """
        from dhrplan.rules import RULES_BY_NAME  # only `validate` needs the rules
        from dhrplan.rules.engine import diagnostic
        from dhrplan.rules.privacy.scan import without_nested
        from dhrplan.rules.silencing import silenced

        faults = self.faults
        said = {fault.place for fault in faults}
        without_others = self.folders if alone is None else alone
        findings = [
            (rule, finding)
            for rule in RULES_BY_NAME.values()
            for finding in rule.findings(self.folders if rule.across else without_others, as_of)
            if concerns is None or concerns(finding)
        ]
        # File by file, for the positions of a file are worked out anew when they are asked for.
        findings.sort(key=lambda one: one[1].spot.source.file)
        found = [
            one for one in starmap(diagnostic, findings) if one.private or one.place not in said
        ]
        kept = silenced(found, self.folders, RULES_BY_NAME)
        told = (*faults, *without_nested(kept, RULES_BY_NAME))
        strays = (file for folder in self.folders for file in folder.strays)
        order = {file: index for index, file in enumerate((*self.files, *strays))}
        return tuple(sorted(told, key=lambda one: (order[one.place.file], one.place)))


def read(folders: Iterable[NamedBytes], *, to_check: bool = False) -> Workspace:
    """Read folders of plans, to ask questions about them or to check them."""
    return Workspace(tuple(read_folder(folder, to_check=to_check) for folder in folders))
