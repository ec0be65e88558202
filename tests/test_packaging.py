"""What the wheel carries; CI builds it and says where it is."""

import os
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
WHEEL = os.environ.get("REPLYDRAFT_WHEEL", "")


@pytest.mark.skipif(not WHEEL, reason="REPLYDRAFT_WHEEL does not name a built wheel; CI's wheel step does")
def test_the_wheel_carries_code_templates_and_rules() -> None:
    names = set(zipfile.ZipFile(WHEEL).namelist())

    assert {"replydraft/__init__.py", "replydraft/py.typed", "replydraft/cli/compose.py"} <= names
    assert "replydraft/_data/prompts/principles.yaml" in names
    assert "replydraft/_data/guardrails/en/deflection.yaml" in names
    assert not [name for name in names if name.startswith("tests/")]


@pytest.mark.skipif(not WHEEL, reason="only where the tests run against the wheel")
def test_the_tests_run_against_the_wheel() -> None:
    import replydraft

    assert "site-packages" in str(replydraft.__file__)
    assert not (CHECKOUT / "src").exists()
