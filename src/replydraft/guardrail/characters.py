"""Characters that look alike, folded one for one so that offsets stay as they are."""

import re
import unicodedata

_QUOTES = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "ʼ": "'", "´": "'", "`": "'", "＇": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"', "＂": '"',
    "‐": "-", "‑": "-", "‒": "-", "−": "-", "﹣": "-", "–": "-", "—": "-", "―": "-",
}  # fmt: skip
_SPACES = dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000\t\x0b\x0c", " ") | {
    chr(code): " " for code in range(0x2000, 0x200B)
}
_BREAKS = dict.fromkeys("\u2028\u2029\x85\r", "\n")
# Cyrillic and Greek letters that a reader takes for Latin ones, from Unicode's table of confusables.
_LOOK_ALIKES = dict(
    zip(
        "аеорсухіјѕһԁԛԝɡАВЕКМНОРСТХУІЈЅαεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijshdqwgABEKMHOPCTXYIJSaeiknoptuxABEZHIKMNOPTYX",
        strict=True,
    )
)
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_MATHEMATICAL = {
    chr(code): folded
    for code in range(0x1D400, 0x1D800)
    if len(folded := unicodedata.normalize("NFKC", chr(code))) == 1 and folded.isascii()
}
_TABLE = str.maketrans(_MATHEMATICAL | _FULL_WIDTH | _LOOK_ALIKES | _BREAKS | _SPACES | _QUOTES)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_ASCII = re.compile("[^\x00-\x7f]+")

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
)
"""A character class: what takes no room on the page, such as a zero-width space or a soft hyphen."""


def fold(text: str) -> str:
    """Return `text` with typographic and look-alike characters made plain; the length never changes.

    A lone surrogate, which no encoder takes, becomes U+FFFD.
    """
    if not text.isascii():
        text = _NOT_ASCII.sub(_folded, text)
    return text.replace("\t", " ").replace("\r", "\n").replace("`", "'")


def _folded(match: re.Match[str]) -> str:
    return _SURROGATE.sub("\ufffd", match[0].translate(_TABLE))
