"""GraphML, which most programs for networks read."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # written, never read
from collections.abc import Iterable, Mapping

from app.explore.exports.picture import EDGE_KEYS, NODE_KEYS, Picture
from app.http.text import visible

_SPACE = "http://graphml.graphdrawing.org/xmlns"


def graphml(picture: Picture) -> bytes:
    """Things and links (directed), where each thing stands in the picture, and what the file is about as data of the graph."""
    root = ET.Element("graphml", xmlns=_SPACE)
    for target, keys in (("graph", {"about": "string"}), ("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for name, type_ in keys.items():
            ET.SubElement(root, "key", {"id": f"{target}-{name}", "for": target, "attr.name": name, "attr.type": type_})
    graph = ET.SubElement(root, "graph", edgedefault="directed")
    ET.SubElement(graph, "data", key="graph-about").text = "\n".join(f"{label}: {text}" for label, text in picture.lines())
    for thing, values in picture.node_rows():
        _data(ET.SubElement(graph, "node", id=visible(thing.id)), "node", NODE_KEYS, values)
    for number, (link, values) in enumerate(picture.edge_rows(), start=1):
        ends = {"id": f"e{number}", "source": visible(link.start), "target": visible(link.end)}
        _data(ET.SubElement(graph, "edge", ends), "edge", EDGE_KEYS, values)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _data(element: ET.Element, what: str, keys: Mapping[str, str], values: Iterable[object]) -> None:
    for name, value in zip(keys, values, strict=True):
        text = str(value).lower() if isinstance(value, bool) else str(value)
        ET.SubElement(element, "data", key=f"{what}-{name}").text = visible(text)
