"""Two versions of plans side by side: which part of one is which of the other."""
