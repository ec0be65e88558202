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

# Liquid, Jinja and Django {{ }} {% %}, Help Scout and FreeScout {%x%}, Zammad #{}, osTicket and
# Discourse %{}, shell-like ${}, ERB-like <%= %>, <<x>> of mail merge, Intercom <attribute/>, __NAME__.
_PLACEHOLDER = (
    r"\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}|\{\#[^#\n]{0,200}\#\}|[\#%$]\{[^{}\n]{1,120}\}"
    r"|<%[^%\n]{0,200}%>|<<[A-Za-z_][\w .]{0,60}>>|<attribute\b[^<>]{0,200}/?>|__[A-Z][A-Z_]{1,40}__"
)
_PLACEHOLDERS = re.compile(_PLACEHOLDER)
# Everything that begins with a character of _OPENERS; tried only where one of them stands, because an
# alternation tried at every character would cost ten times the rest of the reading.
_OPENERS = re.compile(r"[<{#%$*_~&\[]")
_OPENED = re.compile(
    rf"(?P<placeholder>{_PLACEHOLDER})"
    r"|(?P<break><br\s{0,9}/?>|</?(?:p|div|li|ul|ol|tr|table|h[1-6]|blockquote)(?:\s[^<>]{0,400})?>)"
    r"|(?P<tag></?[a-zA-Z][a-zA-Z0-9]{0,12}(?:\s[^<>]{0,1000})?/?>)"
    r"|(?P<entity>&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
    r"|(?P<address>\[(?P<shown>[^\[\]\n]{1,200})\]\((?:https?:|mailto:|/|\#)[^()\s]{0,500}\))"
    r"|(?P<emphasis>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|~~)",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"']{1,500}(?<![.,;:!?)])")
_LOCAL_PART = re.compile(r"[\w.+-]{1,64}$")
_DOMAIN = re.compile(r"[\w-]{1,63}\.[\w.-]{0,63}\w")
_LINE_OPENING = re.compile(r"\n[ ]{0,8}(?P<mark>[*+•·-][ ]|[0-9]{1,2}[.)][ ]|\#{1,6}[ ])")
_SPACES = re.compile(r"  +")
_GLUED = re.compile(r"[.,!?](?=(?P<next>[A-Za-z])[a-z'])")
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
# What a browser never shows, and what a mail program quotes: the customer's words, which are not judged.
_HIDDEN = (
    ("<!--", "-->"),
    ("<style", "</style>"),
    ("<script", "</script>"),
    ("<title", "</title>"),
    ("<blockquote", "</blockquote>"),
)


def markup_edits(folded: str) -> list[Edit]:
    """Return, sorted, the edits that leave prose: placeholders and links become one character, markup goes.

    `folded` is what `characters.fold` returned.
    """
    edits = [
        *_hidden(folded),
        *_links(folded),
        *_opened(folded),
        *_lines(folded),
        *_glued(folded),
    ]
    # What encloses comes before what it holds, so that `apply` drops the latter.
    edits.sort(key=lambda edit: (edit.start, -edit.end))
    return edits


def invisible_edits(folded: str) -> list[Edit]:
    """Return, sorted, the edits that drop what takes no room on the page."""
    if folded.isascii():
        return []
    return [Edit(start=match.start(), end=match.end(), text="") for match in _INVISIBLE.finditer(folded)]


def placeholders(folded: str) -> Iterator[tuple[int, int]]:
    """Yield the span of every placeholder, of any dialect."""
    if "{" in folded or "<" in folded or "__" in folded:
        for match in _PLACEHOLDERS.finditer(folded):
            yield match.span()


def _opened(folded: str) -> Iterator[Edit]:
    end = 0
    for opener in _OPENERS.finditer(folded):
        if opener.start() < end:
            continue
        match = _OPENED.match(folded, opener.start())
        if match is not None:
            end = match.end()
            yield Edit(start=match.start(), end=end, text=_text_for(match))


def _text_for(match: re.Match[str]) -> str:
    match match.lastgroup:
        case "placeholder":
            # A tag such as {% if vip %} prints nothing; what it encloses is judged as text.
            # It parts sentences, so that both branches of a condition are read each by itself.
            return "\n" if match[0].startswith(("{% ", "{#")) else PLACEHOLDER
        case "entity":
            return fold(html.unescape(match[0]))
        case "break":
            return "\n"
        case "address":
            return match["shown"]
        case _:
            return ""


def _links(folded: str) -> Iterator[Edit]:
    if "://" in folded or "www." in folded:
        for match in _LINK.finditer(folded):
            yield Edit(start=match.start(), end=match.end(), text=LINK)
    sign = folded.find("@")
    while sign >= 0:
        local = _LOCAL_PART.search(folded, max(0, sign - 64), sign)
        domain = _DOMAIN.match(folded, sign + 1)
        if local and domain:
            yield Edit(start=local.start(), end=domain.end(), text=LINK)
        sign = folded.find("@", sign + 1)


def _lines(folded: str) -> Iterator[Edit]:
    """Yield edits of white space and of what opens a line: bullets, numbers, headings."""
    if "  " in folded:
        for match in _SPACES.finditer(folded):
            yield Edit(start=match.start(), end=match.end(), text=" ")
    for match in _LINE_OPENING.finditer(folded):
        yield Edit(start=match.start(), end=match.end(), text="\n\n")


def _glued(folded: str) -> Iterator[Edit]:
    """Yield edits that put a missing space after a mark."""
    for match in _GLUED.finditer(folded):
        before = folded[max(0, match.start() - 2) : match.start()]
        if before.isalpha() and before[-1].islower() and (match[0] == "," or match["next"].isupper()):
            yield Edit(start=match.end(), end=match.end(), text=" ")


def _hidden(folded: str) -> Iterator[Edit]:
    """Yield what is not to be read: comments, styles, scripts, quoted mail. Linear, whatever the input."""
    if "<" not in folded:
        return
    lowered = folded.lower()
    for opening, closing in _HIDDEN:
        end = 0
        while (start := lowered.find(opening, end)) >= 0:
            stop = lowered.find(closing, start)
            if stop < 0:
                break
            end = stop + len(closing)
            yield Edit(start=start, end=end, text="")
