"""The only code that lists, reads and writes disk. Reading never writes; git is never touched."""

from dhrplan.store.aside import aside
from dhrplan.store.reading import (
    DEEPEST,
    ENDINGS,
    MOST_FOLDERS,
    PLANS,
    beside,
    content,
    distinct,
    find_plans,
    forbidden_names,
    is_plan,
    is_stray,
    read,
    read_whole,
    shown,
    strays,
)
from dhrplan.store.writing import Change, make_folder, rewrite, write_new

__all__ = (
    "DEEPEST",
    "ENDINGS",
    "MOST_FOLDERS",
    "PLANS",
    "Change",
    "aside",
    "beside",
    "content",
    "distinct",
    "find_plans",
    "forbidden_names",
    "is_plan",
    "is_stray",
    "make_folder",
    "read",
    "read_whole",
    "rewrite",
    "shown",
    "strays",
    "write_new",
)
