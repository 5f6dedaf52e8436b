"""stray-file: a file that looks like a plan and is not read."""

from __future__ import annotations

import re

from dhrplan.diagnostic import Severity
from dhrplan.plan.folder import REGISTERS, Folder
from dhrplan.rules.engine import (
    Finding,
    Findings,
    Folders,
    Rule,
    Spot,
    example_folder,
    example_plan,
)
from dhrplan.yamldoc.nodes import Source

_BEFORE = re.compile(r"#?(.*\.ya?ml)", re.IGNORECASE)
"""The name of the plan that a left-over file was made from."""


def _check(folders: Folders) -> Findings:
    read = {file.file for folder in folders for file in folder.files}
    read.update(one.register_file.source.file for one in folders if one.register_file)
    for folder in folders:
        for file in folder.strays:
            if file not in read:  # a sub-folder may be a folder of plans in its own right
                message, hint = _explain(folder, file, read)
                yield Finding(Spot(Source(file, "")), message, hint)


def _explain(folder: Folder, file: str, read: set[str]) -> tuple[str, str]:
    """Message and hint: why the file is not read, and what to do."""
    within = file.removeprefix(f"{folder.path}/")
    if "/" in within:
        inner, _, name = within.rpartition("/")
        message = f"`{within}` is in a subfolder, where plans are not read."
        here = f"`{folder.path}`" if folder.path else "the folder of plans"
        at = f"{folder.path}/{inner}" if folder.path else inner
        return message, f"Move `{name}` to {here}, name `{at}` with `--plans` too, or delete it."
    if within in REGISTERS and folder.register_file:
        first = folder.register_file.source.file
        message = f"This is a second register. Only {first} is read."
        return message, "Copy what is missing into it, and delete this file."
    message = f"`{within}` is not read: the name of a plan ends in `.yaml` or `.yml`."
    match = _BEFORE.match(within)
    plan = match[1] if match else within
    if file.removesuffix(within) + plan in read:
        return message, f"Delete it if it is left over from `{plan}`."
    return message, f"If it is the plan, rename it to `{plan}`. If it is left over, delete it."


RULE = Rule(
    name="stray-file",
    family="references",
    severity=Severity.WARNING,
    what="A file that looks like a plan or a register and is not read. It is in a subfolder, "
    "is a second register, or is left over: `DHR4.yaml.orig`.",
    why="A change made in this file has no effect, and its actions are in no report. Plans "
    "are the `.yaml` and `.yml` files directly in their folder.",
    instead="Move it into the folder of plans, name its folder with `--plans`, or delete it.",
    check=_check,
    by_comment=False,
    bad={**example_folder(), "old/DHR98.yaml": example_plan()},
    good=example_folder(),
)
