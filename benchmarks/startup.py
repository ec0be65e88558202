"""How long it takes to import, to start and to compose offline, beside importing pydantic and click.

Run: python benchmarks/startup.py
"""

import subprocess
import sys
import time
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "late-parcel.yaml"


def seconds(*arguments: str, runs: int = 7) -> float:
    """Return the quickest of several runs of the interpreter with `arguments`."""
    best = float("inf")
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print each time, and its ratio to the base."""
    base = seconds("-c", "import pydantic, click")
    print(f"import pydantic, click: {base:.3f} s")
    rows = {
        "import replydraft": ("-c", "import replydraft"),
        "from replydraft import check": ("-c", "from replydraft import check"),
        "replydraft --version": ("-m", "replydraft", "--version"),
        "replydraft compose, offline": ("-m", "replydraft", "compose", str(EXAMPLE), "--drafter", "offline"),
    }
    for name, arguments in rows.items():
        spent = seconds(*arguments)
        print(f"{name}: {spent:.3f} s ({spent / base:.1f}×)")


if __name__ == "__main__":
    main()
