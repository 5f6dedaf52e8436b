"""From what is told to a folder that is ready to use; what is there already is left as it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from dhrplan import store, workspace
from dhrplan.cli import repository
from dhrplan.cli.answer import write
from dhrplan.cli.asking import REFUSED, agreed, at_terminal, need_consent
from dhrplan.cli.clock import today
from dhrplan.cli.ground import Ground, ground_of
from dhrplan.cli.questions import answers, checked, unused
from dhrplan.cli.telling import tell
from dhrplan.cli.version import version
from dhrplan.cli.writing import judged, refuse_errors
from dhrplan.decide import effect_on_all
from dhrplan.text.folder import REGISTERS
from dhrplan.text.kit import HOOK, LINES, SCHEMAS, kit, lines_missing
from dhrplan.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dhrplan.cli.questions import Told
    from dhrplan.text.kit import Answers, Piece


_HINT = "Leave the partnership and the council open: then the register names no agency yet."
_PLANS = f"{store.PLANS}/*.yaml"


def start(folder: Path, told: Told, *, git: bool, yes: bool, dry_run: bool) -> int:
    """Make a folder ready to use: show what would be made, ask, and make it.

    Returns:
        The exit code.

    Raises:
        UsageError: Nobody can be asked, or something of what is told cannot be written.
        DhrplanError: A file cannot be read or written, or git cannot do its part.
    """
    need_consent(yes=yes, dry_run=dry_run)
    told = checked(told)
    ground = ground_of(folder.resolve(), git=git)
    if vain := unused(told, ground.wanted):
        why = "Not used, for it would go into a file that is there"
        hint = f" `dhrplan new {told.review}` begins a review." if "--review" in vain else ""
        tell(f"{why}: {', '.join(vain)}.{hint}")
    known = answers(told, ground.wanted, asks=at_terminal() and not (yes or dry_run))
    known = known._replace(forbidden_names=ground.forbidden_names)
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


def _pieces(known: Answers, ground: Ground) -> tuple[Piece, ...]:
    """The files that such a folder has: a first plan, if it has none, and one register."""
    plan, register, *others = kit(known, version())
    is_elsewhere = not ground.wanted.register and ground.there(register) is None
    return (
        *((plan,) if ground.wanted.plan else ()),
        *(() if is_elsewhere else (register,)),
        *(one for one in others if one.name != HOOK or not ground.is_below_top),
    )


def _refuse_worse(ground: Ground, new: list[Piece]) -> None:
    """See that plans that are there do not become wrong, by a register that lacks their agencies.

    Raises:
        DhrplanError: They would.
    """
    made = {PurePath(one.name): one.data for one in new}
    plans = {name.name: data for name, data in made.items() if name.match(_PLANS)}
    if not (plans and ground.plans):
        return
    before = store.read_whole(ground.folder / store.PLANS, Path.cwd())
    after = replace(before, files={**before.files, **plans})
    was, now = (workspace.read((one,), to_check=True) for one in (before, after))
    effect = effect_on_all(was, now, today())
    if effect.errors:
        write(judged([effect], colour=False).lstrip("\n"))
    refuse_errors([effect], _HINT)


def _make(ground: Ground, new: list[Piece]) -> None:
    for folder in dict.fromkeys((ground.folder / piece.name).parent for piece in new):
        store.make_folder(folder)
    changes = (store.Change(ground.folder / one.name, None, one.data) for one in new)
    store.rewrite(changes, Path.cwd())
    if ground.wants_git:
        repository.begin(ground.folder)


def _shown(ground: Ground, pieces: tuple[Piece, ...], new: list[Piece]) -> Iterator[str]:
    """What would be made, and what is left as it is."""
    where = store.shown(ground.folder, Path.cwd()) or "this folder"
    if new or ground.wants_git:
        yield f"To be made in {where}:"
        made = {piece.name: piece.what for piece in new}
        git = {".git": "a repository of git; nothing is committed"} if ground.wants_git else {}
        yield from _columns({**made, **git})
    else:
        yield f"No file is lacking in {where}."
    if differing := [one for one in pieces if ground.there(one) not in (None, one.data)]:
        yield "There already, and left as they are:"
        yield from _left(ground, differing)
    if ground.is_below_top:
        yield from _about_hook(ground)


def _columns(rows: Mapping[str, str]) -> Iterator[str]:
    """Names, and what is said of them below one another."""
    width = max(map(len, rows)) + 2
    return (f"  {name:{width}}{told}" for name, told in rows.items())


def _left(ground: Ground, differing: list[Piece]) -> Iterator[str]:
    """In what way files that are there are not as they would be made, and what to do about it."""
    told = {one.name: _difference(ground, one) for one in differing}
    for line, piece in zip(_columns(told), differing, strict=True):
        yield line
        if piece.name in LINES:
            yield from (f"    {one}" for one in lines_missing(piece, ground.there(piece) or b""))


def _difference(ground: Ground, piece: Piece) -> str:
    if piece.name in LINES:
        missing = lines_missing(piece, ground.there(piece) or b"")
        return "lacks what is below: add it" if missing else "has other lines too"
    if option := SCHEMAS.get(piece.name):
        return f"of another version: `{option} -o` writes it anew"
    return "as you have it"


def _about_hook(ground: Ground) -> Iterator[str]:
    top = ground.top or ground.folder
    place = quoted(store.shown(ground.folder / store.PLANS, top))
    if f"--plans {place}".encode() in (store.content(top / HOOK) or b""):
        return
    yield f"Not made: {HOOK}. It belongs at the top of the repository,"
    where = store.shown(top, Path.cwd()) or "this folder"
    yield f"{where}, and there the hook needs `--plans {place}`."


def _next(known: Answers, ground: Ground, pieces: tuple[Piece, ...]) -> Iterator[str]:
    """What to do then."""
    has_hook = any(piece.name == HOOK for piece in pieces) and (ground.wants_git or ground.top)
    where = store.shown(ground.folder, Path.cwd())
    there = {f"cd {quoted(where)}": "goes into the folder"} if where else {}
    new = {f"dhrplan new {known.review} --recommendation": "adds the first recommendation"}
    hook = {"pre-commit install": "has the plans checked at each commit"}
    yield "Made. What comes next:"
    yield from _columns(
        {
            **there,
            **(new if all(name in REGISTERS for name in ground.plans) else {}),
            "dhrplan validate": "says what is wrong or missing",
            **(hook if has_hook else {}),
        }
    )
