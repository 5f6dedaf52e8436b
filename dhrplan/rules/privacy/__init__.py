"""The privacy rules, one a file, with what they share: `scan`, `text` and the lists in `words/`."""
