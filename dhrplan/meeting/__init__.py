"""A meeting of the board: what is open, one action at a time, and what is decided of each.

Pure: keys, disk and terminal are elsewhere. Nothing is written to a plan before the end.
"""
