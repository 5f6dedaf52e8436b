"""Makes the generated pages of docs/; `pytest --update-golden` writes them."""
