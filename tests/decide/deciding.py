"""Decisions about an invented plan, in the words of a command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from dhrplan import workspace
from dhrplan.decide import Decision, changes_for, check_decision, find_subjects, interpret
from dhrplan.plan.fmt import edit
from dhrplan.plan.folder import FolderBytes

if TYPE_CHECKING:
    from dhrplan.decide import Subjects
    from dhrplan.plan.fmt import Edited
    from dhrplan.workspace import Workspace

HERE = Path(__file__).parent
PLAN = (HERE / "plan.yaml").read_bytes().replace(b"\r\n", b"\n")
REGISTER = (HERE / "agencies.yaml").read_bytes()
AS_OF = date(2021, 4, 10)
FILE = "plans/DHR99.yaml"


class Decided(NamedTuple):
    """The result of a decision."""

    view: Workspace
    about: Subjects
    edited: Edited


def view_of(data: bytes = PLAN, **more: bytes) -> Workspace:
    """A folder with the plan, the register, and other plans by their ids."""
    files = {"DHR99.yaml": data, "agencies.yaml": REGISTER}
    files |= {f"{name}.yaml": content for name, content in more.items()}
    return workspace.read((FolderBytes("plans", files),), to_check=True)


def decided(*ids: str, data: bytes = PLAN, milestone: str | None = None, **said: Any) -> Decided:
    """Carry out what is decided of some actions."""
    view = view_of(data)
    about = find_subjects(view.folders, "DHR99", ids, milestone)
    decision = interpret(Decision(**said), about.folder.register, AS_OF)
    for one in about.named:
        check_decision(decision, one)
    changes = [change for one in about.named for change in changes_for(decision, one, AS_OF)]
    return Decided(view, about, edit(FILE, data, changes))
