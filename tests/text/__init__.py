"""Tests of reading. The helpers say as much of a failing assertion as a test does."""

import pytest

pytest.register_assert_rewrite("tests.text.reading")
