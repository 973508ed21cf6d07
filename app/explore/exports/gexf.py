"""GEXF 1.2, Gephi's own format: with places, colours and sizes."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # written, never read
from collections.abc import Iterable, Mapping

from app.explore.drawing import label, size
from app.explore.exports.picture import EDGE_KEYS, NODE_KEYS, Picture
from app.explore.things import Thing
from app.http.kinds import KIND_LOOKS
from app.http.text import visible
from app.services import services

_SPACE = "http://www.gexf.net/1.2draft"
_LOOKS = f"{_SPACE}/viz"
_SCALE = 1_000
_TYPES = {"int": "integer"}


def gexf(picture: Picture) -> bytes:
    """Things and links (directed) as the map draws them; what the file is about stands in its description."""
    root = ET.Element("gexf", {"xmlns": _SPACE, "xmlns:viz": _LOOKS, "version": "1.2"})
    meta = ET.SubElement(root, "meta", lastmodifieddate=services().today().isoformat())
    ET.SubElement(meta, "creator").text = "Partnergraph"
    ET.SubElement(meta, "description").text = "\n".join(f"{name}: {text}" for name, text in picture.lines())
    graph = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "static"})
    for target, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        declared = ET.SubElement(graph, "attributes", {"class": target})
        for name, type_ in keys.items():
            ET.SubElement(declared, "attribute", {"id": f"{target}-{name}", "title": name, "type": _TYPES.get(type_, type_)})
    nodes, edges = ET.SubElement(graph, "nodes"), ET.SubElement(graph, "edges")
    for thing, values in picture.node_rows():
        element = ET.SubElement(nodes, "node", {"id": visible(thing.id), "label": label(thing)})
        _values(element, "node", NODE_KEYS, values)
        _look(element, thing, float(values[-2]), float(values[-1]))
    for number, (link, values) in enumerate(picture.edge_rows(), start=1):
        ends = {"id": f"e{number}", "source": visible(link.start), "target": visible(link.end), "label": str(values[1])}
        _values(ET.SubElement(edges, "edge", ends), "edge", EDGE_KEYS, values)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _values(element: ET.Element, what: str, keys: Mapping[str, str], values: Iterable[object]) -> None:
    box = ET.SubElement(element, "attvalues")
    for name, value in zip(keys, values, strict=True):
        text = str(value).lower() if isinstance(value, bool) else str(value)
        ET.SubElement(box, "attvalue", {"for": f"{what}-{name}", "value": visible(text)})


def _look(element: ET.Element, thing: Thing, x: float, y: float) -> None:
    colour = KIND_LOOKS[thing.kind].colour
    red, green, blue = (str(int(colour[start:start + 2], 16)) for start in (1, 3, 5))
    ET.SubElement(element, "viz:color", {"r": red, "g": green, "b": blue})
    ET.SubElement(element, "viz:position", {"x": str(x * _SCALE), "y": str(y * _SCALE), "z": "0"})
    ET.SubElement(element, "viz:size", {"value": str(size(thing))})
