"""Plans of a few lines, and what the program makes of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from dhrplan import workspace
from dhrplan.plan.folder import FolderBytes
from dhrplan.render import Layout, render
from dhrplan.reports.report import review
from dhrplan.reports.select import Selection, every_item

if TYPE_CHECKING:
    from dhrplan.plan.folder import Folder
    from dhrplan.reports.select import Item
    from dhrplan.table import Report

AS_OF = date(2017, 9, 15)
REGISTER = """\
agencies:
  POL: {name: Northshire Police}
  NCC: {name: Northshire County Council}
  HO: {name: Home Office}
"""


def folders(*plans: str, register: str = REGISTER) -> tuple[Folder, ...]:
    """A folder of these plans, each without its first lines."""
    head = "format: 1\nid: DHR{0}\ntitle: Domestic Homicide Review {0}\n"
    files = {
        f"DHR{number}.yaml": (head.format(number) + plan).encode()
        for number, plan in enumerate(plans, 1)
    }
    named = {**files, "agencies.yaml": register.encode()}
    return workspace.read([FolderBytes("plans", named)]).folders


def with_actions(*actions: str, of: str = "", plan: str = "") -> str:
    """A plan of one recommendation with these actions, each in braces without its id."""
    lines = [f'      - {{id: "1.{n}", {action}}}\n' for n, action in enumerate(actions, 1)]
    told = f"    actions:\n{''.join(lines)}" if lines else ""
    return f'{plan}recommendations:\n  - id: "1"\n    text: X\n{of}{told}'


def item(action: str, plan: str = "", as_of: date = AS_OF) -> Item:
    """The one action of a plan."""
    (only,) = every_item(folders(with_actions(action, plan=plan)), as_of)
    return only


def standing(of: str, *actions: str) -> str:
    """The standing of a recommendation, in words."""
    told: Any = review(folders(with_actions(*actions, of=of)), Selection(), AS_OF).data
    words: str = told["reviews"][0]["recommendations"][0]["standing"]
    return words


def printed(report: Report, name: str = "table", width: int = 100) -> str:
    """A report as a person reads it."""
    text = render(name, report, (), Layout(width))
    assert isinstance(text, str)
    return text
