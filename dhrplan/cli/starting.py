"""From what is told to a folder that is ready to use; what is there already is left as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from dhrplan import store, workspace
from dhrplan.cli import repository
from dhrplan.cli.answer import write
from dhrplan.cli.asking import REFUSED, agreed, at_terminal, need_consent
from dhrplan.cli.clock import today
from dhrplan.cli.questions import Wanted, answers
from dhrplan.cli.version import version
from dhrplan.cli.writing import judged, refuse_errors
from dhrplan.decisions import effect_on_all
from dhrplan.text.folder import REGISTERS
from dhrplan.text.kit import HOOK, LINES, SCHEMAS, kit, lines_missing
from dhrplan.text.settings import FILE as SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dhrplan.cli.questions import Told
    from dhrplan.text.kit import Answers, Piece


_HINT = "Leave the partnership and the council open: then the register names no agency yet."
_PLANS = f"{store.PLANS}/*.yaml"


@dataclass(frozen=True)
class _Ground:
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

    def there(self, piece: Piece) -> bytes | None:
        """What stands in the place of a file, with the line ends that it would be made with."""
        found = store.content(self.folder / piece.name)
        return None if found is None else found.replace(b"\r\n", b"\n")


def start(folder: Path, told: Told, *, git: bool, yes: bool, dry_run: bool) -> int:
    """Make a folder ready to use: show what would be made, ask, and make it.

    Returns:
        The exit code.

    Raises:
        UsageError: Nobody can be asked, or something of what is told cannot be written.
        DhrplanError: A file cannot be read or written, or git cannot do its part.
    """
    need_consent(yes=yes, dry_run=dry_run)
    ground = _ground(folder.resolve(), git=git)
    known = answers(told, ground.wanted, asks=at_terminal() and not yes)
    pieces = _pieces(known, ground)
    new = [piece for piece in pieces if ground.there(piece) is None]
    _refuse_worse(ground, new)
    write("\n".join(_shown(ground, pieces, new)) + "\n")
    if not new and not ground.wants_git:
        return 0
    if not agreed("Make them?", yes=yes, dry_run=dry_run, default=True):
        return 0 if dry_run else REFUSED
    _make(ground, new)
    write("\n".join(_next(known, ground, pieces)) + "\n")
    return 0


def _ground(folder: Path, *, git: bool) -> _Ground:
    top = repository.top_of(folder) if git else None
    place = folder / store.PLANS
    plans = tuple(store.read(place, folder).files) if place.is_dir() else ()
    return _Ground(folder, top, git and top is None, plans)


def _pieces(known: Answers, ground: _Ground) -> tuple[Piece, ...]:
    """The files that such a folder has: a first plan, if it has none, and one register."""
    plan, register, *others = kit(known, version())
    is_elsewhere = not ground.wanted.register and ground.there(register) is None
    return (
        *((plan,) if ground.wanted.plan else ()),
        *(() if is_elsewhere else (register,)),
        *(one for one in others if one.name != HOOK or not ground.is_below_top),
    )


def _refuse_worse(ground: _Ground, new: list[Piece]) -> None:
    """See that plans that are there do not become wrong, by a register that lacks their agencies.

    Raises:
        DhrplanError: They would.
    """
    if not ground.plans:
        return
    start = Path.cwd()
    before = store.read_whole(ground.folder / store.PLANS, start)
    made = {PurePath(one.name): one.data for one in new}
    plans = {name.name: data for name, data in made.items() if name.match(_PLANS)}
    after = replace(before, files={**before.files, **plans})
    was, now = (workspace.read((one,), to_check=True) for one in (before, after))
    effect = effect_on_all(was, now, today())
    if effect.errors:
        write(judged([effect], colour=False).lstrip("\n"))
    refuse_errors([effect], _HINT)


def _make(ground: _Ground, new: list[Piece]) -> None:
    for folder in dict.fromkeys((ground.folder / piece.name).parent for piece in new):
        store.make_folder(folder)
    changes = (store.Change(ground.folder / one.name, None, one.data) for one in new)
    store.rewrite(changes, Path.cwd())
    if ground.wants_git:
        repository.begin(ground.folder)


def _shown(ground: _Ground, pieces: tuple[Piece, ...], new: list[Piece]) -> Iterator[str]:
    """What would be made, and what is left as it is."""
    where = store.shown(ground.folder, Path.cwd()) or "this folder"
    if new or ground.wants_git:
        yield f"To be made in {where}:"
        made = {piece.name: piece.what for piece in new}
        git = {".git": "a repository of git; nothing is committed"} if ground.wants_git else {}
        yield from _columns({**made, **git})
    else:
        yield f"Nothing is lacking in {where}."
    if differing := [one for one in pieces if ground.there(one) not in (None, one.data)]:
        yield "There already, and left as they are:"
        yield from _columns({one.name: _difference(ground, one) for one in differing})
    if ground.is_below_top:
        yield from _about_hook(ground)


def _columns(rows: Mapping[str, str]) -> Iterator[str]:
    """Names, and what is said of them below one another."""
    width = max(map(len, rows)) + 2
    return (f"  {name:{width}}{told}" for name, told in rows.items())


def _difference(ground: _Ground, piece: Piece) -> str:
    """In what way a file that is there is not as it would be made, and what to do about that."""
    if piece.name in LINES:
        missing = lines_missing(piece, ground.there(piece) or b"")
        return f"add to it: {', '.join(missing)}" if missing else "has other lines too"
    if option := SCHEMAS.get(piece.name):
        return f"of another version: `{option} -o` writes it anew"
    return "as you have it"


def _about_hook(ground: _Ground) -> Iterator[str]:
    top = ground.top or ground.folder
    place = store.shown(ground.folder / store.PLANS, top)
    yield f"Not made: {HOOK}. It belongs at the top of the repository,"
    yield f"{store.shown(top, Path.cwd())}, and there the hook needs `--plans {place}`."


def _next(known: Answers, ground: _Ground, pieces: tuple[Piece, ...]) -> Iterator[str]:
    """What to do then."""
    has_hook = any(piece.name == HOOK for piece in pieces) and (ground.wants_git or ground.top)
    new = {f"dhrplan new {known.review} --recommendation": "adds the first recommendation"}
    hook = {"pre-commit install": "has the plans checked at each commit"}
    yield "Made. What comes next:"
    yield from _columns(
        {
            **(new if all(name in REGISTERS for name in ground.plans) else {}),
            "dhrplan validate": "says what is wrong or missing",
            **(hook if has_hook else {}),
        }
    )
