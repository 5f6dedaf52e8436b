"""Earlier versions of the plans, out of git: `repository` reads them, `lives` follows one value."""
