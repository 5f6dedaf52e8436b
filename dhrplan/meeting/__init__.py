"""A board meeting at a terminal: open actions one by one, and what is decided about each.

Nothing is written to a plan before the end; until then a journal on disk holds the decisions.
"""
