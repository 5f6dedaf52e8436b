"""What a folder of plans holds, and what may be taken for a plan. Reading never writes."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from dhrplan.errors import DhrplanError
from dhrplan.text.folder import NamedBytes
from dhrplan.text.settings import FILE as SETTINGS
from dhrplan.text.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

PLANS = "plans"
"""The name of the folder that is looked for from the working directory upwards."""

ENDINGS = (".yaml", ".yml")
"""What a plan's name ends in."""

DEEPEST = 8
MOST_FOLDERS = 1_000
"""How far it is looked for strays: levels below the folder of plans, and folders in all. A folder
of plans has few of either; whoever names the root of a disk is not kept waiting."""

_LEFT_OVER = re.compile(r".*\.ya?ml[^a-z0-9].*", re.IGNORECASE)


def find_plans(start: Path) -> Path:
    """The first folder `plans/` at `start` or above it.

    Raises:
        DhrplanError: There is none.
    """
    for folder in (start, *start.parents):
        if (folder / PLANS).is_dir():
            return folder / PLANS
    where = f"Go to a folder that has `{PLANS}`, or name one with `--plans DIR`."
    hint = f"{where} `dhrplan init` makes one."
    raise DhrplanError(f"There is no folder `{PLANS}` here or above {start}.", hint)


def is_plan(name: str) -> bool:
    """Whether a file directly in a folder of plans is a plan or the register, by its name."""
    return PurePath(name).suffix.casefold() in ENDINGS and not name.startswith(".")


def distinct(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Each folder once, however often and by whatever way it is named."""
    first: dict[Path, Path] = {}
    for folder in folders:
        first.setdefault(folder.resolve(), folder)
    return tuple(first.values())


def read(folder: Path, start: Path) -> NamedBytes:
    """The bytes of the plans, the register and the settings of a folder, named as from `start`.

    A file that cannot be opened is named with the reason, not passed over.

    Raises:
        DhrplanError: The folder itself cannot be listed, or the settings beside it be opened.
    """
    files: dict[str, bytes] = {}
    unopened: dict[str, str] = {}
    for path in _plan_files(folder):
        try:
            if path.is_dir():
                continue
            if path.exists() and not path.is_file():  # a pipe would be waited for without end
                unopened[path.name] = "it is no ordinary file"
            else:
                files[path.name] = path.read_bytes()
        except OSError as error:
            unopened[path.name] = error.strerror or type(error).__name__
    return NamedBytes(shown(folder, start), files, unopened, beside(folder, SETTINGS, start))


def read_whole(folder: Path, start: Path) -> NamedBytes:
    """The same with all that only a check asks for: strays, and names that must never appear.

    Raises:
        DhrplanError: As `read`; or the list of names cannot be opened.
    """
    named = read(folder, start)
    names = forbidden_names(folder, named.settings, start)
    return replace(named, strays=strays(folder, start), forbidden_names=names)


def forbidden_names(
    folder: Path, settings: tuple[str, bytes] | None, start: Path
) -> tuple[str, bytes] | None:
    """The list of names that must never appear, where the settings say that it lies.

    Raises:
        DhrplanError: It is there and cannot be opened.
    """
    read = read_settings(*settings) if settings else Settings()
    return beside(folder, read.forbidden_names, start)


def beside(folder: Path, name: str, start: Path) -> tuple[str, bytes] | None:
    """A file that stands beside a folder of plans, as a person would name it, and its content.

    Raises:
        DhrplanError: It is there and cannot be opened.
    """
    path = folder.resolve().parent / name
    if not path.is_file():
        return None
    try:
        return shown(path, start), path.read_bytes()
    except OSError as error:
        raise DhrplanError(f"{path} cannot be opened: {error.strerror}.") from error


def content(path: Path) -> bytes | None:
    """What stands in a file; None where there is none.

    Raises:
        DhrplanError: It cannot be opened, or is no file.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise DhrplanError(f"{path} cannot be opened: {error.strerror}.") from error


def strays(folder: Path, start: Path) -> tuple[str, ...]:
    """What might be taken for a plan and is not read, named as from `start`.

    That is what is left over beside the plans, such as `DHR4.yaml.orig`, and YAML in sub-folders.
    What is hidden, linked folders and what cannot be listed are passed over.
    """
    found: list[Path] = []
    for place, folders, names in islice(os.walk(folder), MOST_FOLDERS):
        here = Path(place)
        is_deep = len(here.relative_to(folder).parts) >= DEEPEST
        folders[:] = [] if is_deep else sorted(name for name in folders if not _is_hidden(name))
        found.extend(here / name for name in sorted(names))
    return tuple(shown(path, start) for path in found if is_stray(path.relative_to(folder)))


def is_stray(within: PurePath) -> bool:
    """Whether a file might be taken for a plan and is not read, by its place in the folder."""
    *folders, name = within.parts
    if any(map(_is_hidden, folders)):
        return False
    return is_plan(name) if folders else _is_left_over(name)


def shown(path: Path, start: Path) -> str:
    """A path as a person would name it: relative to `start` where that is possible, with `/`."""
    try:
        relative = os.path.relpath(path, start)
    except ValueError:  # another drive, on Windows
        return path.as_posix()
    return "" if relative == "." else Path(relative).as_posix()


def _plan_files(folder: Path) -> Iterable[Path]:
    """What is named as a plan directly in the folder, in a fixed order."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DhrplanError(f"The folder {folder} cannot be read: {reason}.") from error
    return (path for path in entries if is_plan(path.name))


def _is_left_over(name: str) -> bool:
    """Whether a name goes on behind the ending of a plan: `DHR4.yaml~`, `DHR4.yaml.bak`."""
    plain = not _is_hidden(name) and not is_plan(name)
    return plain and _LEFT_OVER.fullmatch(name) is not None


def _is_hidden(name: str) -> bool:
    return name.startswith(".")
