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

from replies import replies

from replydraft.guardrail.check import Guardrail
from replydraft.guardrail.matcher import PatternSet
from replydraft.guardrail.rules import load_packs

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


def microseconds(action: Callable[[str], object], texts: list[str], *, rounds: int = 5) -> list[float]:
    """Return, for each text, the quickest of `rounds` runs."""
    best = [float("inf")] * len(texts)
    for _ in range(rounds):
        for index, text in enumerate(texts):
            start = time.perf_counter()
            action(text)
            best[index] = min(best[index], (time.perf_counter() - start) * 1e6)
    return best


def main() -> None:
    """Print the figures."""
    texts = replies(1000)
    packs = load_packs()
    start = time.perf_counter()
    guardrail = Guardrail(packs)
    compiled = (time.perf_counter() - start) * 1000
    patterns = [
        p for rule in packs.rules for form in rule.forms for p in form.patterns if form.layer == "prose"
    ]
    raw = PatternSet(map(packs.expand, patterns))
    scan = statistics.median(microseconds(raw.present, texts))
    check = microseconds(guardrail.check, texts)
    print(f"{len(packs.rules)} rules, {len(patterns)} patterns, compiled in {compiled:.0f} ms")
    print(f"replies: {len(texts)}, {statistics.mean(map(len, texts)):.0f} characters in the mean")
    print(f"raw re2.Set.Match, median: {scan:.0f} µs")
    print(f"check, median: {statistics.median(check):.0f} µs")
    print(f"check beside the raw scan: {statistics.median(check) / scan:.1f}×")
    print(f"check, 99th percentile: {statistics.quantiles(check, n=100)[98]:.0f} µs")
    for name, unit in HOSTILE.items():
        text = unit * (100_000 // len(unit))
        spent = microseconds(guardrail.check, [text], rounds=2)[0] / 1000
        print(f"100 kB of {name}: {spent:.0f} ms")
    command_lines(texts)


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
