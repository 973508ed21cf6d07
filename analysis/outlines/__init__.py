"""Outlines of countries and districts: read from a boundary file, projected once, written as paths of a picture."""
