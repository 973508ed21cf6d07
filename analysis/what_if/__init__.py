"""What changes in a network of partners when some of it is taken away: plain data in, plain results out."""

from __future__ import annotations

from analysis.what_if.cells import worse
from analysis.what_if.gone import Gone
from analysis.what_if.programs import Loss, Roles, losses
from analysis.what_if.ties import Shift, Ties, shift

__all__ = ["Gone", "Loss", "Roles", "Shift", "Ties", "losses", "shift", "worse"]
