"""Plans in Word, Excel or CSV that an answer is read from where they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from glob import glob, has_magic
from pathlib import Path, PurePath

import click

from dhrplan import store
from dhrplan.cli.console import progress
from dhrplan.model.agencies import Register, folded
from dhrplan.plan.folder import DOCUMENTS, Folder, is_document, read_folder, with_plan


def names_document(name: str) -> bool:
    """True if a word of the command line names a document, or several by a pattern."""
    return PurePath(name).suffix.casefold() in DOCUMENTS


def named_documents(words: Iterable[str]) -> tuple[Path, ...]:
    """The documents that words of the command line name; a pattern names all that match it.

    The program expands patterns itself, since the Windows command prompt does not.

    Raises:
        UsageError: There is no such file.
    """
    found: dict[Path, None] = {}
    for word in words:
        is_pattern = has_magic(word) and not Path(word).exists()
        # Path.glob takes no absolute pattern, such as one of a network drive.
        names = sorted(glob(word)) if is_pattern else [word]  # noqa: PTH207
        paths = [Path(name) for name in names if not PurePath(name).name.startswith("~$")]
        missing = [path for path in paths if not path.is_file()]
        if missing or not paths:
            raise click.UsageError(f"There is no file {word}.")
        found.update(dict.fromkeys(paths))
    return tuple(found)


def read_named(path: Path) -> bytes:
    """The bytes of the document that a command names.

    Raises:
        UsageError: There is no such file.
        DhrplanError: It cannot be opened.
    """
    if not path.exists():
        raise click.UsageError(f"There is no file {path}.")
    return store.read_document(path)


def folder_of_documents(paths: Iterable[Path], start: Path) -> Folder:
    """Documents as a folder of plans; the register is that of the nearest plans, if there are any.

    Raises:
        DhrplanError: A file cannot be opened.
    """
    folder = Folder("", (), Register())
    for plans in store.plans_above(start):
        known = read_folder(store.read_register(plans, start))
        folder = replace(known, files=(), strays=())
    return with_documents(folder, paths, start)


def with_documents(folder: Folder, paths: Iterable[Path], start: Path) -> Folder:
    """A folder of plans with documents, such as those that lie in it.

    A document with the review of a plan is left out: the plan was made from it.
    """
    from dhrplan.exchange.in_place import plan_file

    planned = {folded(plan.id) for plan in folder.plans}
    with progress("Reading the documents"):
        for path in paths:
            place, data = store.display_path(path, start), store.read_document(path)
            taken = {plan.id for plan in folder.plans if is_document(plan.file)}
            file = plan_file(place, data, folder.register, taken)
            if file.plan and folded(file.plan.id) in planned:
                file = replace(file, faults=())  # its doubts were settled in the plan
            folder = with_plan(folder, file)
    return folder
