"""The page that opens offline: ``python -m benchmarks.offline [things]`` makes one of 1,000 things and 3,000 links and opens it.

Told: seconds from asking Chromium for the file, its network switched off, until every thing stands in the picture and two frames were
drawn. The bar: under 3 seconds.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from app import create_app
from app.http.kinds import KIND_LOOKS
from app.profiles.network import Edge, LegendEntry, Network, Node
from app.profiles.picture import picture
from app.services import services
from app.settings import read_settings

CHROMIUM = Path("/usr/bin/chromium")
DRAWN = "n => typeof network === 'object' && network !== null && network.body.nodeIndices.length === n"
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def made_up(things: int) -> Network:
    """A network of so many things, three links each."""
    chance = random.Random(5)
    where = [(chance.uniform(-1, 1), chance.uniform(-1, 1)) for _ in range(things)]
    nodes = tuple(Node(f"org:bench:{n}", f"Policía {n} الشرطة", "ngo", *place, 3, 3, True, "", ("works with",))
                  for n, place in enumerate(where))
    edges = tuple(Edge(nodes[n].id, nodes[chance.randrange(things)].id, "PARTNERS_WITH", "works with", 1, True)
                  for n in range(things) for _ in range(3))
    look = KIND_LOOKS["ngo"]
    legend = (LegendEntry("ngo", look.label, look.shape, look.path, look.hollow, things),)
    return Network("", "A measured network", services().today(), things, things, "", nodes, edges, legend)


def main() -> None:
    """Make the file, open it three times, print what it took."""
    things = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(read_settings({}, PARTNERGRAPH_HOME=folder))
        file = Path(folder) / "offline.html"
        with app.test_request_context():
            file.write_text(picture(made_up(things)), encoding="utf-8")
        took = ", ".join(f"{seconds:.2f} s" for seconds in opened(file, things))
        print(f"{things:,} things: {file.stat().st_size / 1e6:.1f} MB; opened in {took}")


def opened(file: Path, things: int) -> list[float]:
    """Seconds of three openings, each in a page of its own without a network."""
    taken = []
    with sync_playwright() as play:
        found = {"executable_path": str(CHROMIUM)} if CHROMIUM.exists() else {}
        browser = play.chromium.launch(args=["--no-sandbox", "--disable-gpu"], **found)  # type: ignore[arg-type]
        for _ in range(3):
            page = browser.new_context(offline=True).new_page()
            begun = time.perf_counter()
            page.goto(file.as_uri())
            page.wait_for_function(DRAWN, arg=things)
            page.evaluate(TWO_FRAMES)
            taken.append(time.perf_counter() - begun)
        browser.close()
    return taken


if __name__ == "__main__":
    main()
