"""The picture of a network as one HTML file that opens without a network, by pyvis.

What pyvis would do and is not let do here: it links Bootstrap from another host (taken out), writes headings and some
titles as HTML (we write our own, escaped), and scans all edges for each that is added (we give it the list). A content
security policy in the file forbids every request, whatever is in it.
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any

from flask import render_template
from markupsafe import Markup
from pyvis.network import Network as Drawing

from app.http.kinds import KIND_LOOKS, Kind
from app.http.text import visible
from app.profiles.network import Edge, Network, Node

MOST = 5_000
_SCALE = 700.0
_LABEL = 48
_FOREIGN = re.compile(r"<link\b[^>]*\bhref=[^>]*>|<script\b[^>]*\bsrc=[^>]*>\s*</script>", re.DOTALL)
_HEADING = re.compile(r"<center>\s*<h1>.*?</h1>\s*</center>", re.DOTALL)
_OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "hideEdgesOnDrag": True},
    "nodes": {"font": {"size": 16, "face": "sans-serif", "color": "#1b1b1b", "strokeWidth": 4, "strokeColor": "#ffffff"}},
    "edges": {"smooth": False, "color": {"color": "#a9aeb1", "highlight": "#005ea2", "hover": "#005ea2"},
              "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}}},
}


def picture(network: Network) -> str:
    """The file's text; ``ValueError`` for more nodes than such a picture can show."""
    if len(network.nodes) > MOST:
        raise ValueError(f"{len(network.nodes):,} things are too many for a picture: {MOST:,} at most")
    drawing = Drawing(height="70vh", width="100%", directed=True, cdn_resources="in_line", bgcolor="#ffffff")
    drawing.options = _OPTIONS
    number = {node.id: index for index, node in enumerate(network.nodes)}
    drawing.nodes = [_drawn(node, number[node.id], node.id == network.center) for node in network.nodes]
    drawing.edges = [_line(edge, number) for edge in network.edges]
    return _whole(drawing.generate_html(notebook=False), network)


def _drawn(node: Node, number: int, center: bool) -> dict[str, Any]:
    name = visible(node.name)
    title = f"{KIND_LOOKS[node.kind].label}: {name}"
    shown = name if len(name) <= _LABEL else name[: _LABEL - 1] + "…"
    drawn = {"id": number, "label": shown, "shape": "image", "image": _image(KIND_LOOKS[node.kind]),
             "size": 26 if center else 8 + min(14, 3 * node.links), "x": node.x * _SCALE, "y": node.y * _SCALE}
    # pyvis turns to HTML tooltips for the whole file when a title holds this word.
    return drawn if "href" in title else {**drawn, "title": title}


def _line(edge: Edge, number: dict[str, int]) -> dict[str, Any]:
    return {"from": number[edge.source], "to": number[edge.target], "title": edge.phrase, "dashes": not edge.in_force}


def _image(kind: Kind) -> str:
    paint = f'fill="#fff" stroke="{kind.colour}" stroke-width="2"' if kind.hollow else f'fill="{kind.colour}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="64" height="64"><path d="{kind.path}" {paint}/></svg>'
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _whole(html: str, network: Network) -> str:
    """pyvis' page in our frame: title, note, legend and the table that says the same."""
    html = _HEADING.sub("", _FOREIGN.sub("", html))
    style, script = _between(html, "<head>", "</head>"), _between(html, "<body>", "</body>")
    # Markup: what pyvis made of numbers, our own image addresses and JSON that it escaped; never a name as markup.
    return render_template("profiles/picture.html", network=network, kinds=KIND_LOOKS,
                           drawn_head=Markup(style), drawn_body=Markup(script))  # noqa: S704


def _between(text: str, start: str, end: str) -> str:
    first, last = text.index(start) + len(start), text.rindex(end)
    return text[first:last]
