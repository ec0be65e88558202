"""Writes the README's example file and outputs by running what it shows; with --check, compares."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"

_FILE = re.compile(r"(<!-- file: (?P<path>\S+) -->\n```yaml\n)(?P<body>.*?)(```\n)", re.DOTALL)
_OUTPUT = re.compile(
    r"(<!-- output -->\n```console\n\$ (?P<command>[^\n]+)\n)(?P<body>.*?)(```\n)", re.DOTALL
)


def rewritten(text: str) -> str:
    """Return the README with every shown file and output as it is now."""
    text = _FILE.sub(lambda m: m[1] + (ROOT / m["path"]).read_text(encoding="utf-8") + m[4], text)
    return _OUTPUT.sub(lambda m: m[1] + _run(m["command"]) + m[4], text)


def _run(command: str) -> str:
    """Return what a command prints on standard output, then on standard error."""
    program = f'replydraft() {{ "{sys.executable}" -m replydraft "$@"; }}; {command}'
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S607
    return done.stdout + done.stderr


def main(arguments: list[str]) -> int:
    """Write the README, or compare it; the exit code is 1 if `--check` finds a difference."""
    text = README.read_text(encoding="utf-8")
    fresh = rewritten(text)
    if "--check" in arguments:
        return int(fresh != text)
    README.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
