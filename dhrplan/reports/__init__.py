"""The questions, one a file: from selected actions to a Report."""
