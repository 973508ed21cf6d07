"""Personal data that free text may carry; nothing of it leaves a loader."""

from __future__ import annotations

import re

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def without_emails(text: str) -> str:
    """A text with every e-mail address in it replaced by a note."""
    return _EMAIL.sub("[e-mail address left out]", text) if "@" in text else text
