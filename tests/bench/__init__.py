"""Measurements, printed and never judged by a test: a slow machine is no fault.

A further one is a file and a line here.
"""

from tests.bench import changing, editing, importing, overdue, reading, updating, validating

BENCHMARKS = {
    "changing": changing.measure,
    "editing": editing.measure,
    "importing": importing.measure,
    "overdue": overdue.measure,
    "reading": reading.measure,
    "updating": updating.measure,
    "validating": validating.measure,
}
"""Each measurement by its name: from a number of runs to what was found, in a line or several."""
