"""Writes the pages of docs/ that are generated; with --check, says which are out of date."""

import runpy
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from replydraft.cli import main as command_line
from replydraft.guardrail.rules import load_packs
from replydraft.principles import load_principles
from replydraft.reporters.rules import reference

ROOT = Path(__file__).resolve().parents[1]

_WIDTH = 96
_INTRODUCTION = """\
# The commands

This page is written from the help texts of the program by `scripts/update_docs.py`.
Edit the text in `src/replydraft/cli/` and run the script.
"""


def commands_page() -> str:
    """Return every `--help` text, as Markdown."""
    blocks = [_INTRODUCTION.rstrip()]
    for level, path, text in _helps(command_line, "replydraft", parent=None):
        blocks += [f"{'#' * level} {path}", f"```text\n{text.rstrip()}\n```"]
    return "\n\n".join(blocks) + "\n"


def principles_page() -> str:
    """Return the page of the principles, as Markdown."""
    page: Callable[..., str] = runpy.run_path(str(ROOT / "scripts" / "principles_page.py"))["page"]
    return page(load_principles())


def rules_page() -> str:
    """Return the reference of the rules, as Markdown."""
    return "\n".join(reference(load_packs().rules)) + "\n"


def attacks_page() -> str:
    """Return the list of the attacks that the guardrail is tested with, as Markdown."""
    page: Callable[[], str] = runpy.run_path(str(ROOT / "scripts" / "attacks_page.py"))["page"]
    return page()


PAGES: Mapping[str, Callable[[], str]] = {
    "docs/attacks.md": attacks_page,
    "docs/commands.md": commands_page,
    "docs/principles.md": principles_page,
    "docs/rules.md": rules_page,
}


def _helps(
    command: click.Command, name: str, *, parent: click.Context | None
) -> Iterator[tuple[int, str, str]]:
    width = {} if parent else {"terminal_width": _WIDTH}
    context = command.make_context(name, [], parent=parent, resilient_parsing=True, **width)
    yield 2 if parent is None else 3, context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None:
                yield from _helps(found, inner, parent=context)


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them; the exit code is 1 if `--check` finds one out of date."""
    stale = []
    for path, write in PAGES.items():
        file, text = ROOT / path, write()
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if "--check" not in arguments:
            file.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path} is out of date" if "--check" in arguments else f"wrote {path}", file=sys.stderr)
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
