"""Texts as they may enter a row: on one line, nothing unseen in them, no e-mail address and no telephone number."""

from __future__ import annotations

import re
import unicodedata

from loaders.personal import without_emails

LONGEST_NAME = 500
LONGEST_TEXT = 20_000

# Characters that turn the reading direction of what follows, that show nothing, or that no text file should hold.
_UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
# Those, and spaces other than the plain one.
_UNPLAIN = re.compile(_UNSEEN.pattern[:-1] + "\u0009-\u000d\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_PHONE = re.compile(
    r"""(?:\b(?:tel(?:e(?:ph|f)one)?|tél(?:éphone)?|phone|ph|fax|mobile|mob|cell|whatsapp|t[eé]l[eé]fono)\b\.?\s*(?:n[o°º]\.?)?\s*[:.#]?\s*
        [+(]?\d[\d\s().\-/]{5,}\d)
      | (?<![\w.])\+\d{1,3}[\s().-]*\d[\d\s().-]{6,}\d(?![\w,])
      | (?<![\w.,$-])\(?\d{3}\)?[\s.-]\d{3}[.-]\d{4}(?![\w,-])""",
    re.IGNORECASE | re.VERBOSE,
)
# What every telephone number holds; most texts have none, and looking for it is quick.
_RUN = re.compile(r"\d[\d\s().\-/]{5,}\d")
_PLAIN_RUN = re.compile(r"[0-9][0-9().\-/ ]{5,}[0-9]")


class TooLong(ValueError):
    """A name that is no name; the message says how long it is."""


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """A text on one line in Unicode's composed form, without what is unseen and without ways to reach a person.

    What is longer than ``longest`` characters ends with "…".
    """
    if len(text) > longest * 2:
        text = text[: longest * 2]
    line = without_emails(_one_line(text))
    if len(line) > 6:
        line = _without_phones(line)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _one_line(text: str) -> str:
    """Single spaces between words, nothing unseen; plain texts of many pages by the quickest way."""
    line = text if text.isascii() else unicodedata.normalize("NFC", text)
    for space in "\n\t\r":
        if space in line:
            line = line.replace(space, " ")
    while "  " in line:
        line = line.replace("  ", " ")
    if line.isprintable() if line.isascii() else not _UNPLAIN.search(line):
        return line.strip()
    line = " ".join(text.split())
    seen = _UNSEEN.sub("", line if line.isascii() else unicodedata.normalize("NFC", line))
    return line if seen == line else " ".join(seen.split())


def _without_phones(line: str) -> str:
    """Look for telephone numbers only around what could be one: a text of twenty pages has few such places."""
    kept, done = [], 0
    for run in (_PLAIN_RUN if line.isascii() else _RUN).finditer(line):
        start = max(done, line.rfind(" ", done, max(done, run.start() - 30)) + 1)
        while found := _PHONE.search(line, start, min(run.end() + 1, len(line))):
            kept += [line[done : found.start()], "[telephone number left out]"]
            start = done = found.end()
    return "".join((*kept, line[done:])) if kept else line


def name(text: str) -> str:
    """A cleaned name; ``TooLong`` where it has more than 500 characters."""
    if len(text) > LONGEST_NAME * 4:
        raise TooLong(f"a name of {len(text):,} characters")
    found = clean(text)
    if len(found) > LONGEST_NAME:
        raise TooLong(f"a name of {len(found):,} characters")
    return found


def fold(text: str) -> str:
    """A name without case, accents and punctuation: spellings of one name within a source meet in it."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+|_", " ", letters).split())


def slug(text: str, longest: int = 60) -> str:
    """A short key of letters of the Latin alphabet, digits and hyphens; empty where the text has none."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:longest].rstrip("-")
