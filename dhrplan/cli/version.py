"""The version that is installed."""

from __future__ import annotations


def version() -> str:
    """The version out of the package's metadata, which costs time and is read only here."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("dhrplan")
    except PackageNotFoundError:
        return "(not installed)"
