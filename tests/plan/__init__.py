"""Reading plans. The helpers explain a failing assertion as a test does."""

import pytest

pytest.register_assert_rewrite("tests.plan.reading")
