"""Prints one of the README's two set-up commands, so that CI runs what a reader would type."""

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"


def command(which: str) -> str:
    """Return the shell block that follows the marker `<!-- command: which -->`."""
    text = README.read_text(encoding="utf-8")
    match = re.search(rf"<!-- command: {re.escape(which)} -->\s*```sh\n(.*?)```", text, re.DOTALL)
    if match is None:
        sys.exit(f"README.md has no command block marked {which!r}")
    return match[1].strip()


if __name__ == "__main__":
    print(command(sys.argv[1]))
