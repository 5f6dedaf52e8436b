"""Both parsers of YAML."""

from tests.yamldoc.conftest import each_parser

__all__ = ["each_parser"]
