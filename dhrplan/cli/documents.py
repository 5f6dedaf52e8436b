"""Plans in Word, Excel or CSV that an answer is read from where they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from glob import glob, has_magic
from pathlib import Path, PurePath

import click

from dhrplan import store
from dhrplan.cli.console import progress, tell
from dhrplan.model.agencies import Register, folded
from dhrplan.model.plan import Plan
from dhrplan.plan.folder import DOCUMENTS, Folder, is_document, read_folder, with_plan
from dhrplan.wording import quoted


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
        if not paths:
            raise click.UsageError(f"There is no file {word}.")
        found.update(dict.fromkeys(map(_a_file, paths)))
    return tuple(found)


def _a_file(path: Path) -> Path:
    if path.is_dir():
        raise click.UsageError(f"{path} is a folder. Name a document in it, or *.docx for all.")
    if not path.exists():
        raise click.UsageError(f"There is no file {path}.")
    return path


def read_named(path: Path) -> bytes:
    """The bytes of the document that a command names.

    Raises:
        UsageError: There is no such file.
        DhrplanError: It cannot be opened.
    """
    return store.read_document(_a_file(path))


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

    A document with the review of a plan is left out, and said to be: the plan was made from it.
    """
    from dhrplan.exchange.in_place import plan_file

    planned = {folded(plan.id): plan for plan in folder.plans}
    left_out: list[tuple[str, Plan]] = []
    with progress("Reading the documents"):
        for path in paths:
            place, data = store.display_path(path, start), store.read_document(path)
            taken = {plan.id for plan in folder.plans if is_document(plan.file)}
            file = plan_file(place, data, folder.register, taken)
            if file.plan and (plan := planned.get(folded(file.plan.id))):
                left_out.append((place, plan))
            else:
                folder = with_plan(folder, file)
    for place, plan in left_out:
        tell(f"{place} is left out: {plan.id} is in {plan.file}.")
        command = f"dhrplan import {quoted(place)} --into {plan.id}"
        tell(f"    `{command}` takes in what is new. Or move the document to another folder.")
    return folder
