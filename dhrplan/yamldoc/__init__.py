"""YAML files with positions, and edits that change only their own bytes. It knows no plan."""
