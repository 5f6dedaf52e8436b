"""The model of a plan: frozen, typed values. No disk, no terminal, no clock."""
