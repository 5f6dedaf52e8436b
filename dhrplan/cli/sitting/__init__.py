"""A meeting at a terminal: the keys, the questions, what is kept on the way, the screens."""
