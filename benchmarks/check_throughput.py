"""How long a check takes, beside a raw scan of the same patterns, and beside other linters.

Run: python benchmarks/check_throughput.py
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import re2
from replies import replies, varied

from replydraft.guardrail.check import Guardrail
from replydraft.guardrail.rules import load_packs

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
HOSTILE = {
    "one letter": "a",
    "opening brackets": "<",
    "braces": "{{",
    "comments": "<!--",
    "quotes": '"',
    "quoted lines": ">\n",
    "capitals": "On ",
    "greetings": "Dear ",
    "half a rule": "we are sorry if ",
    "addresses": "a@",
    "stars": "*",
    "zero width": "\u200b",
}


def microseconds(action: Callable[[str], object], texts: list[str]) -> list[float]:
    """Return how long each text took, once."""
    spent = []
    for text in texts:
        start = time.perf_counter()
        action(text)
        spent.append((time.perf_counter() - start) * 1e6)
    return spent


def main() -> None:
    """Print the figures."""
    packs = load_packs()
    start = time.perf_counter()
    guardrail = Guardrail(packs)
    compiled = (time.perf_counter() - start) * 1000
    patterns = sorted(
        {
            packs.expand(pattern)
            for rule in packs.rules
            for form in rule.forms
            if form.layer == "prose"
            for pattern in form.patterns
        }
    )
    print(f"{len(packs.rules)} rules, {len(patterns)} patterns, compiled in {compiled:.0f} ms")
    alike, different = replies(1000), varied(DATA)
    compare("replies that share sentences", guardrail, raw_set(patterns), alike)
    compare("replies that share nothing", guardrail, raw_set(patterns), different)
    for name, unit in HOSTILE.items():
        text = unit * (100_000 // len(unit))
        spent = min(microseconds(guardrail.check, [text]) + microseconds(guardrail.check, [text])) / 1000
        print(f"100 kB of {name}: {spent:.0f} ms")
    command_lines(alike)


def raw_set(patterns: list[str]) -> re2.Set:
    """Return one set of all patterns, as it stands in the library."""
    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = 256 << 20
    together = re2.Set.SearchSet(options)
    for pattern in patterns:
        together.Add(pattern)
    together.Compile()
    return together


def compare(name: str, guardrail: Guardrail, raw: re2.Set, texts: list[str]) -> None:
    """Print the medians of one pass of each, over the second half of the texts; the first half warms up."""
    half = len(texts) // 2
    spent = []
    for action in (guardrail.check, raw.Match):
        microseconds(action, texts[:half])
        spent.append(statistics.median(microseconds(action, texts[half:])))
    mean = statistics.mean(map(len, texts))
    print(
        f"{name} ({mean:.0f} characters): check {spent[0]:.0f} µs, re2.Set.Match alone {spent[1]:.0f} µs, "
        f"ratio {spent[0] / spent[1]:.2f}"
    )


def command_lines(texts: list[str]) -> None:
    """Time whole commands over a thousand replies: ours over one file, the others over a file each."""
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder, "replies.jsonl")
        records.write_text("\n".join(json.dumps({"id": i, "body": t}) for i, t in enumerate(texts)), "utf-8")
        files = [Path(folder, f"{index}.md") for index in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, "utf-8")
        ours = [sys.executable, "-m", "replydraft", "check", str(records), "--format", "json"]
        print(f"replydraft check, 1,000 replies: {seconds(ours):.2f} s")
        for tool in ("proselint", "write-good"):
            path = shutil.which(tool)
            command = [str(path), *(["check"] if tool == "proselint" else []), *map(str, files)]
            print(f"{tool}, the same 1,000: {f'{seconds(command):.2f} s' if path else 'not installed'}")


def seconds(command: list[str]) -> float:
    """Return the quickest of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    main()
