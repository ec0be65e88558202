"""Writes docs/attacks.md from tests/attacks/attacks.yaml."""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# The attacks are read by the module that the tests read them with.
sys.path.insert(0, str(ROOT))

from tests.attacks.attack import Attack, attacks  # noqa: E402 (the line above makes it findable)

_INTRODUCTION = """\
# The attacks

This page is written from `tests/attacks/attacks.yaml` by `scripts/update_docs.py`. Edit the YAML and run
the script.

A complaint, a fact pasted from a mail, and the fields of a help desk are written by others, and some of
them write to the model. Each attack here is put into a case, and a scripted model obeys it: it writes the
draft that the attacker asks for. Then one of three things must be so, and `tests/attacks/test_attacks.py`
holds the program to it:

- **stopped**: the guardrail blocks the draft, by the rules that are named. The offline reply goes out
  instead, and nothing of the attack is in it.
- **harmless**: there is nothing to gain. The reply is the same as without the attack.
- **refused**: the case is not read, and the error says why.

In every prompt the attack stays between the tags of its own block, whatever it imitates.
"""
_LIMITS = """\
## What this does not stop

- A fact, a remedy and a reference are the organisation's own words: whoever pastes a false one into a case
  vouches for it. Instructions to a model, other languages, names that are protected, and offers that no
  remedy authorises are left unsaid all the same; a false statement in plain English is told as it stands.
- What the customer says about themselves may be said back to them, so a draft may repeat a false date or a
  false order number of theirs.
- The guardrail judges text. A draft that is rude in a way that no rule knows, or that leaves the most
  important thing unsaid in well-chosen words, can pass; that is why a person reads a reply before it goes
  out.
"""
_SHOWN = 150


def page() -> str:
    """Return the whole page, as Markdown."""
    rows = attacks()
    counts = {kind: sum(row.expected == kind for row in rows) for kind in ("stopped", "harmless", "refused")}
    total = ", ".join(f"{number} {kind}" for kind, number in counts.items())
    blocks = [_INTRODUCTION.rstrip(), f"{len(rows)} attacks: {total}."]
    for group, members in groupby(rows, key=lambda row: row.group):
        blocks += [f"## {group}", "\n".join(_table(members))]
    return "\n\n".join([*blocks, _LIMITS.rstrip()]) + "\n"


def _table(rows: Iterator[Attack]) -> Iterator[str]:
    yield "| attack | put into | what it says | what comes of it | why |"
    yield "| --- | --- | --- | --- | --- |"
    for row in rows:
        by = f" by {', '.join(f'`{rule}`' for rule in row.by)}" if row.expected == "stopped" else ""
        by += "" if row.replied else "; no reply goes out"
        cells = (row.id, row.where, f"`{_shown(row.text)}`", f"{row.expected}{by}", row.why)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _shown(text: str) -> str:
    """Return a payload on one line, with every character that cannot be seen written out."""
    plain = " ".join(text.split()).replace("`", "'")
    seen = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in plain)
    return seen if len(seen) <= _SHOWN else f"{seen[:_SHOWN]}…"
