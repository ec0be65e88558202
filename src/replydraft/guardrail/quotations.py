"""What the customer wrote, blotted out so that no rule judges it."""

import re

BLOT = "\ue002"
"""The character that stands for each character of a customer's words."""

# "On 3 May 2026, Ann wrote:", the headers of a forwarded mail, and Outlook's rule start the quoted mail.
_HISTORY = re.compile(
    r"^(?:On [^\n]{5,200}?\bwrote:"
    r"|-{2,}[ ]?(?:Original|Forwarded) Message[ ]?-{2,}"
    r"|From: [^\n]{1,200}\n(?:Sent|Date|To): )",
    re.MULTILINE | re.IGNORECASE,
)
_QUOTED_LINE = re.compile(r"^[ ]{0,8}>[^\n]*", re.MULTILINE)
_SPEECH = re.compile(r'(?<![\w"])"(?=\S)([^"\n]{2,600})(?<=\S)"')
# Who is quoted: the customer ("you wrote", "your message", "my note said" is ours and stays judged).
_SAID_AFTER = re.compile(r",? (?:you|the customer) (?:say|said|write|wrote|ask)")
_CUSTOMER = re.compile(
    r"\b(?:you|your|customer|customer's|client|guest)\b[^\n.]{0,60}$"
    r"|^[^\n.]{0,30}\b(?:you (?:say|said|write|wrote|ask|asked|mention|put it|told)|in your)\b",
    re.IGNORECASE,
)


def mask_quotations(prose: str) -> str:
    """Return `prose`, of the same length, with the customer's own words blotted out."""
    if ">" in prose:
        prose = _QUOTED_LINE.sub(_blot, prose)
    if "wrote:" in prose or "Message" in prose or "From: " in prose or "MESSAGE" in prose:
        history = _HISTORY.search(prose)
        if history:
            # The line that introduces the history is no prose either.
            prose = prose[: history.start()] + _blotted(prose[history.start() :])
    if '"' in prose:
        prose = _SPEECH.sub(_blot_customer_speech, prose)
    return prose


def _blot_customer_speech(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - 120) : match.start()]
    said_before = _CUSTOMER.search(before.rpartition("\n")[2])
    if said_before or _SAID_AFTER.match(match.string, match.end()):
        return _blot(match)
    return match[0]


def _blot(match: re.Match[str]) -> str:
    return _blotted(match[0])


def _blotted(text: str) -> str:
    return "".join(char if char == "\n" else BLOT for char in text)
