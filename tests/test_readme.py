"""What the README shows is what happens."""

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_shown_files_and_outputs_are_as_they_are_now() -> None:
    fresh = runpy.run_path(str(ROOT / "scripts" / "update_readme.py"))["rewritten"](TEXT)
    assert fresh == TEXT, "run scripts/update_readme.py"


@pytest.mark.parametrize("which", ["first", "second"])
def test_ci_finds_the_two_set_up_commands(which: str) -> None:
    command = runpy.run_path(str(ROOT / "scripts" / "readme_command.py"))["command"](which)
    assert command.startswith("python3 -m venv .venv && ")


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", TEXT):
        assert (ROOT / target).exists(), target
