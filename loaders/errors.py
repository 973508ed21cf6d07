"""What can go wrong with a file; each message says what was found, where, and what was expected."""

from __future__ import annotations


class LoadError(Exception):
    """A load that cannot go on. Nothing of it is in the graph."""


class UnreadableFile(LoadError):
    """A file that cannot be read as its format at all: changes nothing."""


class LoaderFault(LoadError):
    """A loader broke its contract (an undeclared property, a link end that it never named): a defect of ours."""


class NeedsConsent(LoadError):
    """A load that would remove more than a tenth of a snapshot's records: asks before it goes on."""
