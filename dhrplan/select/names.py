"""Which words a filter knows, each with the one that the plans use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.model.agencies import folded
from dhrplan.select.items import leads
from dhrplan.text.build import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dhrplan.model.plan import Plan
    from dhrplan.text.folder import Folder

    Folders = Iterable[Folder]


def is_named(asked: str, plan: Plan) -> bool:
    """Whether a review goes by a name, whatever the case and spaces."""
    return folded(asked) in {folded(name) for name in plan.names}


def review_names(folders: Folders) -> dict[str, str]:
    """Every name of every review, with its id. An unreadable one goes by its file's name."""
    names: dict[str, str] = {}
    for folder in folders:
        for file in folder.files:
            for name in file.plan.names if file.plan else (stem(file.file),):
                names.setdefault(name, file.plan.id if file.plan else name)
    return names


def agency_names(folders: Folders) -> dict[str, str]:
    """Every word of the registers, with its code, and every lead as it is written."""
    names: dict[str, str] = {}
    for folder in folders:
        register = folder.register
        names.update((name, register.code(name) or name) for name in register.names)
        for plan in folder.plans:
            for recommendation in plan.recommendations:
                for action in recommendation.actions:
                    names.update((lead, register.code(lead) or lead) for lead in leads(action))
    return names


def theme_names(folders: Folders) -> dict[str, str]:
    """Every theme of every recommendation."""
    plans = (plan for folder in folders for plan in folder.plans)
    each = (one for plan in plans for one in plan.recommendations)
    return {theme: theme for recommendation in each for theme in recommendation.themes}
