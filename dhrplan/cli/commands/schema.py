"""`dhrplan schema`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from dhrplan.cli.console import tell
from dhrplan.cli.options import NO_PAGER, PLAIN, PLANS, Command
from dhrplan.model.agencies import Register


@click.command("schema", cls=Command)
@click.option("--agencies", is_flag=True, help="The schema of the register of agencies.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file.",
)
@PLANS
@NO_PAGER
@PLAIN
def command(*, agencies: bool, output: Path | None, plans: tuple[Path, ...]) -> int:
    r"""Print the JSON Schema of plans, for editors.

    \b
    Examples:
      dhrplan schema -o plans/plan.schema.json
      dhrplan schema --agencies -o plans/agencies.schema.json

    With the schema, an editor completes keys and codes of agencies, and marks what is wrong.
    `validate` finds more than a schema can. The codes are those of the register: after you edit it
    by hand, write the schema again.
    """
    from dhrplan.cli.answer import refuse_protected
    from dhrplan.cli.console import show
    from dhrplan.plan.schema import plan_schema, register_schema, schema_text

    schema = register_schema() if agencies else plan_schema(_register(plans))
    if output is not None and not _is_place_of_schema(output, schema):
        refuse_protected(output)
    show(schema_text(schema), output)
    return 0


def _register(plans: tuple[Path, ...]) -> Register:
    """The register of the folder named, or of that found upwards; an empty one if there is none."""
    from dhrplan import store
    from dhrplan.plan.folder import read_folder

    if len(plans) > 1:
        raise click.UsageError(
            "A schema is for a single folder: name a single folder with --plans."
        )
    start = Path.cwd()
    for folder in plans or store.plans_above(start):
        read = read_folder(store.read_register(folder, start))
        if read.register_file and read.register_file.faults:
            file = read.register_file.source.file
            tell(f"Part of {file} cannot be read, so the schema may lack codes.")
        return read.register
    return Register()


def _is_place_of_schema(path: Path, schema: Mapping[str, Any]) -> bool:
    """True for an older form of this schema, and for a JSON file that is not there yet.

    A schema lies beside the plans and is made anew after an update of the program.
    """
    import json

    from dhrplan.store import read_if_present

    target = path.resolve()
    if target.suffix.casefold() != ".json":
        return False
    if not target.exists():
        return True
    try:
        found = json.loads(read_if_present(target) or b"") if target.is_file() else None
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("title") == schema["title"]
