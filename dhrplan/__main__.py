"""`python -m dhrplan`: the command line."""

from dhrplan.cli import main

if __name__ == "__main__":
    main()
