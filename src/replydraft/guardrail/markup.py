"""What is not prose in a reply: HTML, entities, Markdown, placeholders, links, invisible characters."""

import html
import re
from collections.abc import Iterator

from replydraft.guardrail.characters import INVISIBLE, fold
from replydraft.guardrail.edits import Edit

PLACEHOLDER = "\ue000"
"""The one character that stands for a placeholder; lexicons count it as a word."""
LINK = "\ue001"
"""The one character that stands for a link or an e-mail address."""

# Seven dialects: Liquid, Jinja and Django {{ }} {% %}, Help Scout and FreeScout {%x%}, Zammad #{},
# osTicket and Discourse %{}, Intercom <attribute/>, ERB-like <%= %>, shell-like ${}, and «x» or <<x>> of mail merge.
_PLACEHOLDER = (
    r"\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}|\{\#[^#\n]{0,200}\#\}|[\#%$]\{[^{}\n]{1,120}\}"
    r"|<%[^%\n]{0,200}%>|<<[A-Za-z_][\w .]{0,60}>>|<attribute\b[^<>]{0,200}/?>|__[A-Z][A-Z_]{1,40}__"
)
_EDITABLE = re.compile(
    rf"(?P<placeholder>{_PLACEHOLDER})"
    rf"|(?P<invisible>[{INVISIBLE}]+)"
    r"|(?P<break><br\s*/?>|</?(?:p|div|li|ul|ol|tr|table|h[1-6]|blockquote)\b[^<>]{0,400}>)"
    r"|(?P<tag></?[a-zA-Z][a-zA-Z0-9]{0,12}(?:\s[^<>]{0,1000})?/?>)"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<address>!?\[(?P<shown>[^\[\]\n]{1,200})\]\((?:https?:|mailto:|/|\#)[^()\s]{0,500}\))"
    r"|(?P<link>(?:https?://|www\.)[^\s<>\"']{1,500}(?<![.,;:!?)])|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,63}\w)"
    r"|(?P<bullet>^[ ]{0,8}(?:[*+•·-]|[0-9]{1,2}[.)])[ ](?=\S))"
    r"|(?P<heading>^\#{1,6}[ ])"
    r"|(?P<emphasis>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|~~)"
    r"|(?P<blank>[ ]+(?=\n)|(?<=\n)[ ]+)|(?P<run>[ ]{2,})"
    r"|(?P<glued>(?<=[a-z]{3}[.!?])(?=[A-Z][a-z'])|(?<=[a-z]{3},)(?=[A-Za-z]{2})|(?<=[a-z]{2}[!?])(?=[A-Z]))",
    re.MULTILINE | re.DOTALL,
)
_HIDDEN = (("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>"), ("<head", "</head>"), ("<title", "</title>"))
_SUSPECT = re.compile(rf"[<&{{#%$*_~@\[{INVISIBLE}•·\n]|  |://|www\.|[.,!?][A-Za-z]|__|^[ +-]")


def markup_edits(folded: str) -> list[Edit]:
    """Return, sorted, the edits that leave prose: placeholders and links become one character, markup goes.

    `folded` is what `characters.fold` returned.
    """
    if not _SUSPECT.search(folded):
        return []
    edits = [_edit(match) for match in _EDITABLE.finditer(folded)]
    if "<" in folded:
        edits += _hidden(folded)
        # A hidden stretch comes before what it contains, so that `apply` drops the latter.
        edits.sort(key=lambda edit: (edit.start, -edit.end))
    return edits


def placeholders(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the span of every placeholder, of any dialect."""
    if any(mark in folded for mark in ("{", "<", "__")):
        for match in re.finditer(_PLACEHOLDER, folded):
            yield match.span()


def _edit(match: re.Match[str]) -> Edit:
    start, end = match.span()
    match match.lastgroup:
        case "placeholder":
            # A tag such as {% if vip %} prints nothing; what it encloses is judged as text.
            text = "" if match[0].startswith(("{% ", "{#")) else PLACEHOLDER
        case "link":
            text = LINK
        case "shown" | "address":
            text = match["shown"]
        case "entity":
            text = fold(html.unescape(match[0]))
        case "break" | "bullet":
            text = "\n"
        case "run" | "glued":
            text = " "
        case _:
            text = ""
    return Edit(start=start, end=end, text=text)


def _hidden(folded: str) -> Iterator[Edit]:
    """Yield what a browser never shows: comments, styles, scripts. Linear, whatever the input."""
    lowered = folded.lower()
    for opening, closing in _HIDDEN:
        end = 0
        while (start := lowered.find(opening, end)) >= 0:
            stop = lowered.find(closing, start)
            if stop < 0:
                break
            end = stop + len(closing)
            yield Edit(start=start, end=end, text="")
