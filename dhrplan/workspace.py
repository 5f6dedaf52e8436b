"""From the bytes of folders to plans and problems: pure, so that disk and git both can feed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import starmap
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.diagnostic import Diagnostic, summed_up
from dhrplan.model.agencies import folded
from dhrplan.model.dates.parse import with_year
from dhrplan.plan.folder import Folder, FolderBytes, read_folder
from dhrplan.reports.select import Selection, concerns

if TYPE_CHECKING:  # most commands run no rules, and start faster without them
    from dhrplan.plan.fix import Fix
    from dhrplan.rules.engine import Finding
    from dhrplan.yamldoc.nodes import Source


class Checked(NamedTuple):
    """What a check found, and how many findings comments and settings silence."""

    found: tuple[Diagnostic, ...]
    silenced: int


@dataclass(frozen=True, slots=True)
class Workspace:
    """The folders of plans that a command works on."""

    folders: tuple[Folder, ...]

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """Everything that could not be read. Folders side by side share the faults of settings."""
        return tuple(dict.fromkeys(fault for folder in self.folders for fault in folder.faults))

    @property
    def files(self) -> tuple[str, ...]:
        """Every file, readable or not, once."""
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
        """The faults of unreadable files."""
        unreadable = self.unreadable
        return tuple(fault for fault in self.faults if fault.place.file in unreadable)

    def problems(self, selection: Selection, as_of: date) -> tuple[Diagnostic, ...]:
        """Why a report about a selection may be wrong, for every report to show.

        That is: what could not be read of it, reviews that are counted twice, and leads that may be
        the agency asked for but are not in the register.
        """
        faults = self.faults
        problems: list[Diagnostic] = []
        ids = [folded(plan.id) for folder in self.folders for plan in folder.plans]
        if len(set(ids)) < len(ids):
            from dhrplan.rules import duplicate_review  # few reports need the rules
            from dhrplan.rules.engine import diagnostic

            found = duplicate_review.find(self.folders)
            problems += (diagnostic(duplicate_review.RULE, one) for one in found)
        if selection.get("agency"):
            from dhrplan.rules import unknown_agency
            from dhrplan.rules.engine import diagnostic

            found = unknown_agency.find_leads_and_members(self.folders)
            places = {fault.place for fault in faults}
            leads = (diagnostic(unknown_agency.RULE, one) for one in found)
            problems += (one for one in leads if one.place not in places)
        is_selected = concerns(selection, self.folders)
        selected = (one for one in faults if is_selected(one.review))
        others = (one for one in problems if is_selected(one.review))
        return with_years((*summed_up(selected), *others), as_of)

    def masked(self, diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
        """Diagnostics to be printed, with what tells of a person in their files masked.

        Every text about plans that leaves the program by another way than `validate` comes through
        here: a fault quotes the value that it is about, and that may be a name.
        """
        if not diagnostics:
            return ()
        from dhrplan.rules.privacy.masking import masked_diagnostics

        return masked_diagnostics(diagnostics, self.private(diagnostics))

    def private(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """What tells of a person in the files of diagnostics, also where a comment allows it."""
        from dhrplan.rules import RULES
        from dhrplan.rules.engine import diagnostic

        named = frozenset().union(*(one.files for one in diagnostics))
        folders = tuple(_only(folder, named) for folder in self.folders)
        for rule in RULES:
            if rule.family == "privacy":
                found = rule.findings(folders, date.min)  # they know no day
                yield from (diagnostic(rule, one) for one in found)

    def check(
        self,
        as_of: date,
        concerns: Callable[[Finding], bool] | None = None,
        alone: tuple[Folder, ...] | None = None,
        earlier: tuple[Folder, ...] | None = None,
    ) -> tuple[Diagnostic, ...]:
        """Every fault of reading and every finding of the rules: those of `checked`."""
        return self.checked(as_of, concerns, alone, earlier).found

    def checked(
        self,
        as_of: date,
        concerns: Callable[[Finding], bool] | None = None,
        alone: tuple[Folder, ...] | None = None,
        earlier: tuple[Folder, ...] | None = None,
    ) -> Checked:
        """Every fault of reading and every finding of the rules, in the order of the files.

        Where a value could not be read, rules report only private data at that place.

        Args:
            as_of: The day by which dates are judged.
            concerns: Which findings to keep, by default all.
            alone: For rules that compare no plans: folders with only the files to check.
            earlier: For rules that compare versions: the folders as they were.
        """
        from dhrplan.rules import RULES_BY_NAME  # only `validate` needs the rules
        from dhrplan.rules.engine import diagnostic
        from dhrplan.rules.privacy.scan import without_nested
        from dhrplan.rules.silencing import silenced

        faults = self.faults
        fault_places = {fault.place for fault in faults}
        without_others = self.folders if alone is None else alone
        findings = [
            (rule, finding)
            for rule in RULES_BY_NAME.values()
            for finding in rule.findings(
                self.folders if rule.across else without_others, as_of, earlier
            )
            if concerns is None or concerns(finding)
        ]
        # File by file: the only the last few files stay parsed.
        findings.sort(key=lambda one: one[1].spot.source.file)
        found = [
            one
            for one in starmap(diagnostic, findings)
            if one.private or one.place not in fault_places
        ]
        kept, dropped = silenced(found, self.folders, RULES_BY_NAME)
        reported = (*summed_up(self._with_fixable(faults)), *without_nested(kept, RULES_BY_NAME))
        strays = (file for folder in self.folders for file in folder.strays)
        order = {file: index for index, file in enumerate((*self.files, *strays))}
        in_order = sorted(reported, key=lambda one: (order[one.place.file], one.place))
        return Checked(with_years(in_order, as_of), dropped)

    def _with_fixable(self, faults: tuple[Diagnostic, ...]) -> Iterator[Diagnostic]:
        """The faults, each with whether `fmt --fix` fixes it."""
        fixed: dict[str, list[tuple[Fix, Source]]] = {}
        named = {fault.place.file for fault in faults} - self.unreadable
        for folder in self.folders if named else ():
            from dhrplan.plan.fmt import fixed as fixed_in  # only faults need it

            files = [("plan", one.source) for one in folder.files]
            if folder.register_file:
                files.append(("register", folder.register_file.source))
            for record, source in files:
                if source.file in named and source.file not in fixed:
                    data = source.text.encode()
                    fixes = fixed_in(source.file, data, record, folder.register).fixes
                    fixed[source.file] = [(one, source) for one in fixes]
        for fault in faults:
            of_file = fixed.get(fault.place.file, ())
            is_fixable = any(one.is_of(fault, source) for one, source in of_file)
            yield replace(fault, fixable=True) if is_fixable else fault


def with_years(diagnostics: Iterable[Diagnostic], as_of: date) -> tuple[Diagnostic, ...]:
    """Diagnostics whose hints have the current year in their examples of dates."""
    return tuple(
        replace(one, hint=with_year(one.hint, as_of)) if "YYYY" in one.hint else one
        for one in diagnostics
    )


def _only(folder: Folder, files: frozenset[str]) -> Folder:
    """A folder with only these of its files."""
    register, settings = folder.register_file, folder.settings
    return replace(
        folder,
        files=tuple(one for one in folder.files if one.file in files),
        register_file=register if register and register.source.file in files else None,
        settings=(
            settings
            if settings.source and settings.source.file in files
            else replace(settings, source=None)
        ),
        strays=tuple(one for one in folder.strays if one in files),
    )


def read(folders: Iterable[FolderBytes], *, to_check: bool = False) -> Workspace:
    """Parse folders of plans; `to_check` keeps what findings need."""
    return Workspace(tuple(read_folder(folder, to_check=to_check) for folder in folders))
