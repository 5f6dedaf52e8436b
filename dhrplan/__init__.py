"""Action plans of Domestic Homicide Reviews, kept as plain text in git."""
