"""Action plans as YAML."""
