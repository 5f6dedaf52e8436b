"""A plan as text: YAML with positions, the table of fields, and the reader between the two."""
