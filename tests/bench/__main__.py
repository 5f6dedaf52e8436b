"""`python -m tests.bench [-n TIMES] [NAME]...`: what takes how long."""

from __future__ import annotations

import argparse

from tests.bench import BENCHMARKS


def main() -> None:
    """Run the measurements that are named, or all of them, and print what they found."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("-n", "--times", type=int, default=15, help="runs of each; default 15")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in BENCHMARKS]
    if unknown or asked.times < 1:
        parser.error(f"no measurement {', '.join(unknown)}" if unknown else "at least one run")
    for name in asked.names or BENCHMARKS:
        print(BENCHMARKS[name](asked.times), flush=True)


if __name__ == "__main__":
    main()
