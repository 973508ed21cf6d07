"""Who could help in a country on a focus area: candidates ranked by what the loaded sources tell of them."""

from analysis.recommend.alike import Settings
from analysis.recommend.facts import Body, Helped, Tie, Work, bodies, ties, training, works
from analysis.recommend.score import WEIGHTS, Candidate, Cell, Ranked, World, fit, rank, running

__all__ = [
    "WEIGHTS", "Body", "Candidate", "Cell", "Helped", "Ranked", "Settings", "Tie", "Work", "World", "bodies", "fit", "rank", "running",
    "ties", "training", "works",
]
