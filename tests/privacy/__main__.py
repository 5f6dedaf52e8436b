"""`python -m tests.privacy`: how well each privacy rule finds what it should."""

from __future__ import annotations

from tests.privacy.measuring import halves, measured, rules_of


def main() -> None:
    """Print one line per rule for each half."""
    for half in halves():
        print(f"{half:28}{'lines':>6}{'found':>7}{'missed':>8}{'alarms':>8}  precision  recall")
        for rule in rules_of(half):
            one = measured(half, rule)
            counts = f"{one.lines:6}{one.found:7}{len(one.missed):8}{len(one.alarms):8}"
            print(f"  {rule:26}{counts}  {one.precision:9.3f}  {one.recall:6.3f}", flush=True)


if __name__ == "__main__":
    main()
