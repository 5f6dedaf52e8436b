"""The commands, one file each, imported when they run.

What a command works with is imported in its functions: `--help` and completion take Click alone,
which the tests hold, and start three times as fast.
"""
