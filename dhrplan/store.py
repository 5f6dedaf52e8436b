"""The only code that lists, reads and writes disk. Reading never writes."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from dhrplan.errors import DhrplanError
from dhrplan.text.folder import NamedBytes
from dhrplan.text.settings import FILE as SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

PLANS = "plans"
"""The name of the folder that is looked for from the working directory upwards."""

ENDINGS = (".yaml", ".yml")
"""What a plan's name ends in."""


def find_plans(start: Path) -> Path:
    """The first folder `plans/` at `start` or above it.

    Raises:
        DhrplanError: There is none.
    """
    for folder in (start, *start.parents):
        if (folder / PLANS).is_dir():
            return folder / PLANS
    hint = f"Go to a folder that has `{PLANS}`, or name one with `--plans DIR`."
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
            if path.exists() and not path.is_file():  # a pipe would be waited for without end
                unopened[path.name] = "it is no ordinary file"
            else:
                files[path.name] = path.read_bytes()
        except OSError as error:
            unopened[path.name] = error.strerror or type(error).__name__
    return NamedBytes(shown(folder, start), files, unopened, beside(folder, SETTINGS, start))


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


def shown(path: Path, start: Path) -> str:
    """A path as a person would name it: relative to `start` where that is possible, with `/`."""
    try:
        relative = os.path.relpath(path, start)
    except ValueError:  # another drive, on Windows
        return path.as_posix()
    return "" if relative == "." else Path(relative).as_posix()


def write_new(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. A link stays a link, and a device a device.

    Raises:
        DhrplanError: It cannot be written; what stood there before stays.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)  # nothing takes the place of a device or a pipe
        else:
            _replace(target, data)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DhrplanError(f"{path} cannot be written: {reason}.") from error


def _replace(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _plan_files(folder: Path) -> Iterable[Path]:
    """What ends as YAML directly in the folder, but hidden files, in a fixed order."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DhrplanError(f"The folder {folder} cannot be read: {reason}.") from error
    for path in entries:
        if is_plan(path.name) and not path.is_dir():
            yield path
