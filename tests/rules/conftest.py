"""Rules that look at how a text is written must find the same with either parser of YAML."""

from tests.yamldoc.conftest import each_parser

__all__ = ["each_parser"]
