"""Measures of a network: how it hangs together as a whole, and what each member is to it. Frames in, plain results out."""

from __future__ import annotations

from analysis.measures.between import Tell
from analysis.measures.crossing import Crossing, Met, crossed, meetings
from analysis.measures.network import MOST, Measured, Member, Whole, around, measure, projected

__all__ = ["MOST", "Crossing", "Measured", "Member", "Met", "Tell", "Whole", "around", "crossed", "measure", "meetings", "projected"]
