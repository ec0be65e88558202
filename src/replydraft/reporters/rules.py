"""Writes what is known about a rule, for a terminal or for the reference in docs/."""

import textwrap
from collections.abc import Iterable, Iterator

from replydraft.guardrail.rules import Rule

_WIDTH = 100


def rule_lines(rule: Rule) -> Iterator[str]:
    """Yield the lines that `replydraft explain` prints."""
    yield f"{rule.id} ({rule.severity})"
    yield ""
    yield from _wrapped("Why", rule.why)
    yield from _wrapped("Instead", rule.instead)
    yield f"Principle: {rule.principle} (source {rule.source})"
    for form in rule.forms:
        yield ""
        level = f" ({form.severity})" if form.severity else ""
        yield f"{form.name}{level}"
        yield from (_example("flags", text) for text in form.flags)
        yield from (_example("allows", text) for text in form.allows)
    yield ""
    yield "To switch it off, put a file into a folder that you give as --guardrails:"
    yield f"    rules: []\n    disable: [{rule.id}]"


def _wrapped(label: str, text: str) -> Iterator[str]:
    yield from textwrap.wrap(f"{label}: {text}", _WIDTH, subsequent_indent="    ")


def _example(label: str, text: str) -> str:
    return f"  {label:7} {' ⏎ '.join(text.split(chr(10)))}"


def reference(rules: Iterable[Rule]) -> Iterator[str]:
    """Yield the lines of docs/rules.md, category by category."""
    yield "# The rules"
    yield ""
    yield "Generated from the packs in `guardrails/` by `scripts/update_docs.py`; a test compares."
    category = ""
    for rule in rules:
        if rule.category != category:
            category = rule.category
            yield from ("", f"## {category}")
        yield from ("", f"### `{rule.id}` · {rule.severity}", "")
        yield f"{rule.why} **Instead:** {rule.instead} Principle `{rule.principle}`, source {rule.source}."
        yield ""
        yield "| form | flags | allows |"
        yield "|---|---|---|"
        for form in rule.forms:
            level = f" ({form.severity})" if form.severity else ""
            yield f"| {form.name}{level} | {_cell(form.flags[0])} | {_cell(form.allows[0])} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;").replace("{{", "{ {")
