"""Writes docs/principles.md from prompts/principles.yaml; with --check, says if it is out of date."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from replydraft.principles import TRAITS, Clause, Principle, Principles, load_principles

PAGE = Path(__file__).resolve().parents[1] / "docs" / "principles.md"

_INTRODUCTION = """\
# The principles

This page is written from `prompts/principles.yaml` by `scripts/principles_page.py`.
Edit the YAML and run the script.

A reply is made of parts, one principle each. The first row of a part's table that fits the case decides
whether the reply has the part, and in which form. `replydraft compose --explain` shows the choice for one
case, with its reasons.
"""


def page(principles: Principles) -> str:
    """Return the whole page, as Markdown."""
    blocks = [
        _INTRODUCTION.rstrip(),
        "## Sources",
        "\n".join(f"- **{source.id}** {source.title}" for source in principles.sources),
        "## What a reply does",
        *(block for part in principles.parts for block in _part(part)),
        "## What a reply never does",
        *(
            f"### {row.id}\n\n{row.title} ({', '.join(row.sources)}). {row.avoid} Instead: {row.write}"
            for row in principles.never
        ),
        "## Kinds of message",
        *(
            f"### {stance.id}\n\n{stance.text}\n\nParts: {', '.join(principles.orders[stance.id])}."
            for stance in principles.kinds
        ),
        "## How big it was",
        "\n".join(f"- **{stance.id}** {stance.text}" for stance in principles.severities),
        "## What a row can ask about a case",
        _table(("trait", "answers"), ((f"`{trait}`", ", ".join(values)) for trait, values in TRAITS.items())),
    ]
    return "\n\n".join(blocks) + "\n"


def _part(part: Principle) -> Iterator[str]:
    yield f"### {part.id}"
    yield f"{part.title} ({', '.join(part.sources)}). {part.write}\n\nAvoid: {part.avoid}."
    yield _table(("when", "form", "because"), (_row(clause) for clause in part.clauses))


def _row(clause: Clause) -> tuple[str, str, str]:
    form = "*left out*" if clause.skip else clause.form
    return (_given(clause.given), form, clause.reason + (f". {clause.write}" if clause.write else ""))


def _given(given: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(f"`{trait}` {' or '.join(values)}" for trait, values in given.items()) or "otherwise"


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def main(arguments: list[str]) -> int:
    """Write the page, or compare it; the exit code is 1 if `--check` finds it out of date."""
    text = page(load_principles())
    if "--check" in arguments:
        if PAGE.read_text(encoding="utf-8") == text:
            return 0
        print(f"docs/{PAGE.name} is out of date; run `python scripts/principles_page.py`", file=sys.stderr)
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
