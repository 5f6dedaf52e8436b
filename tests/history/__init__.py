"""Earlier versions of the plans: repositories made by scripts, and what is said of them."""
