"""The commands, one file each; `registry.py` names them and imports one when it runs."""
