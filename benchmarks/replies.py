"""Replies for benchmarks: a thousand different ones of about 700 characters, made from our own sentences."""

import json
import random
from itertools import count
from pathlib import Path

_OPENINGS = ("Hi {name},", "Dear Mrs {name},", "Hello {name},", "Good morning {name},")
_NAMES = ("Abara", "Castellanos", "Dunmore", "Eriksen", "Fujimoto", "Ghosh", "Halloran", "Ivanova")
_SENTENCES = (
    "Thank you for writing to us about the lamp that came without its shade on Tuesday.",
    "We packed the order in two boxes and sent only one of them, which is our mistake.",
    "I have asked the warehouse to send the second box today, and it should reach you by Friday.",
    "Your refund of £24.50 went back to the card that you paid with, under reference RF-20418.",
    "It can take up to five working days before your bank shows it.",
    "If the box has not come by Saturday, reply to this message and I will order a new one.",
    "You can keep the first box; there is no need to send anything back.",
    "The software update that we published this morning fixes the sign-in page on older tablets.",
    "Please restart the app once after you have installed it, so that it loads your playlists again.",
    "Our shop in Leith is open until six on weekdays and until four on Saturdays.",
    "Breakfast is served from seven, and we will keep a table by the window for you.",
    "A driver collects the old machine on 14 November between nine and eleven in the morning.",
    "We have added two weeks to your subscription, which now runs until 30 January.",
    "I am sorry that we kept you waiting on the phone for forty minutes.",
    "The new part arrives on Monday and the fitter rings you the evening before.",
    "You asked whether the blue cover fits the larger model, and it does.",
)
_FAULTS = (
    "We are sorry for any inconvenience this may have caused.",
    "You should have checked the measurements before you ordered.",
    "Unfortunately this is beyond our control.",
)
_CLOSINGS = (
    "\n\nKind regards,\nRos\nThe Lamp Shop",
    "\n\nBest wishes,\nTomos",
    " ^TM",
    "\n\nYours sincerely,\nAnna Beck",
)


def replies(number: int, *, length: int = 700, seed: int = 1) -> list[str]:
    """Return `number` different replies of about `length` characters; every fifth has a fault."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark needs repeatable, not secret, numbers
    made: dict[str, None] = {}
    for index in count():
        if len(made) == number:
            return list(made)
        text = chance.choice(_OPENINGS).format(name=chance.choice(_NAMES)) + "\n\n"
        while len(text) < length - 40:
            text += chance.choice(_SENTENCES) + (" " if chance.random() < 0.8 else "\n\n")
        if index % 5 == 0:
            text += chance.choice(_FAULTS)
        made[text + chance.choice(_CLOSINGS)] = None
    raise AssertionError


def varied(folder: Path, *, length: int = 700) -> list[str]:
    """Return replies of about `length` characters put together from the labelled ones, each used once."""
    made: list[str] = []
    text = ""
    for file in sorted(folder.glob("blind_replies*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            text += json.loads(line)["reply"] + "\n\n"
            if len(text) >= length - 100:
                made.append(text)
                text = ""
    return made
