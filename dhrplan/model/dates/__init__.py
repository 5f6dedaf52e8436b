"""Dates as a plan writes them: values, the written forms, and why a text is no date."""
