"""Programs that tests need beyond Python, and skipping or failing without them."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

NO_SKIP = "DHRPLAN_NO_SKIP"
"""Set where everything is installed, so that nothing is passed over unseen."""


def need(*programs: str) -> None:
    """Skip the running test unless each of these programs is there."""
    for program in programs:
        if shutil.which(program) is None:
            lacking(f"the program `{program}` is not on this machine")


def lacking(what: str) -> NoReturn:
    """Skip the running test for what the machine lacks; where nothing may be, fail it."""
    if os.environ.get(NO_SKIP):
        pytest.fail(f"{what}, and {NO_SKIP} is set", pytrace=False)
    pytest.skip(what)
