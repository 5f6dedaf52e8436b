"""What the privacy rules share. The rules themselves are files beside this folder."""
