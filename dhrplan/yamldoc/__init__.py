"""YAML with positions, and edits that change only their bytes. Knows no plan."""
