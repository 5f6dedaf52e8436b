"""The words of a cell, without the spaces that a reader does not see."""

from __future__ import annotations


def clean(text: str) -> str:
    """Lines without empty ones, with a single space for a run of spaces, tabs and the like."""
    text = text.strip()
    if text.isprintable() and "  " not in text:  # a space is the only white space that is printed
        return text
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)
