"""What the documentation says about the program is what the program says."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = runpy.run_path(str(ROOT / "scripts" / "update_docs.py"))["PAGES"]


@pytest.mark.parametrize("path", PAGES)
def test_a_generated_page_is_up_to_date(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path](), "run scripts/update_docs.py"


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for command in ("compose", "check", "new", "schema case", "rules", "explain", "evaluate"):
        assert f"\n### replydraft {command.partition(' ')[0]}\n" in text
