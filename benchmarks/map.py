"""The map against pyvis: the same things, links and places, in the same browser and the same run.

    python -m benchmarks.map [--sizes 5000 20000 50000] [--rounds 3]

Without layout: from asking for the page to a rough picture; laid out: until a job has given it its places. First picture:
from asking for the page to the second frame after everything stands there; the map's server has the layout already, pyvis'
file lies on the disk. Frame: main-thread processor time (Chromium's TaskDuration in threadTicks) a drawn frame while the
picture is dragged, links drawn. From 20,000 on the map alone is measured. Above 20,000 the map opens in groups. Needs
Chromium; ends with a table and one JSON line.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from pyvis.network import Network
from waitress.server import create_server

from app import create_app
from app.settings import read_settings
from app.work.queue import queue
from graph.client import Graph
from graph.engine import Engine
from graph.schema import ensure_schema
from graph.whole import wipe

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
WINDOW = {"width": 1280, "height": 900}
KINDS = ("foreign_counterpart", "ngo", "international_organization", "us_federal", "us_state", "academic")
COUNTRIES = ("GT", "HN", "SV", "MX", "CO", "PE", "UA", "GE", "KE", "GH", "PH", "TH")
MOVES = 40
LINKS_EACH = 2
READY = {
    "map": "document.querySelector('[data-explore]')?.dataset.ready === 'true'",
    "pyvis": "typeof network === 'object' && network !== null && network.body.nodeIndices.length > 0",
}
ROUGH = "'rough' in document.querySelector('[data-part=drawing]').dataset"
COUNT_FRAMES = """
window.framesDrawn = 0;
const ask = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (draw) => ask((now) => {
  const began = performance.now();
  draw(now);
  if (performance.now() - began > 0.3) window.framesDrawn += 1;
});
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[5_000, 20_000, 50_000])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = Engine(folder / "engine", read_settings().cache, heap_mb=1000)
        graph = Graph(engine.start())
        ensure_schema(graph)
        try:
            found = [_size(graph, folder / str(size), size, arguments.rounds) for size in arguments.sizes]
        finally:
            graph.close()
            engine.stop()
    for row in found:
        print(row)
    print(json.dumps(found))


def _size(graph: Graph, home: Path, size: int, rounds: int) -> dict[str, Any]:
    wipe(graph)
    _fill(graph, size)
    home.mkdir()
    settings = read_settings({}, PARTNERGRAPH_HOME=str(home), PARTNERGRAPH_TODAY="2024-06-30", SECRET_KEY="benchmark")
    app = create_app(settings, graph=graph)
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    address = f"http://127.0.0.1:{server.effective_port}/explore" + ("?draw=all" if size <= 20_000 else "")
    try:
        with sync_playwright() as playwright, queue(app).worker():
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            row = {"things": size, **_measured(browser, address, home, size, rounds)}
            browser.close()
    finally:
        server.close()
    return row


def _measured(browser: Browser, address: str, home: Path, size: int, rounds: int) -> dict[str, Any]:
    began = time.perf_counter()
    page, _ = _open(browser, address, "map")
    found: dict[str, Any] = {"map_without_layout_s": round(time.perf_counter() - began, 2)}
    while page.evaluate(ROUGH):
        page.wait_for_timeout(200)
    found["laid_out_s"] = round(time.perf_counter() - began, 2)
    page.close()
    targets = {"map": address}
    if size <= 5_000:
        targets["pyvis"] = _pyvis(browser, address, home).as_uri()
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in targets}
    for _ in range(rounds):
        for name, target in targets.items():
            page, first = _open(browser, target, name)
            runs[name].append((first, _frame(page, name)))
            if name == "map":
                found.update(_chosen(page))
            page.close()
    for name, pairs in runs.items():
        found[f"{name}_first_s"] = round(statistics.median(first for first, _ in pairs), 2)
        found[f"{name}_frame_ms"] = round(statistics.median(frame for _, frame in pairs), 1)
    return found


def _open(browser: Browser, address: str, name: str) -> tuple[Page, float]:
    page = browser.new_page(viewport=WINDOW)  # type: ignore[arg-type]
    page.add_init_script(COUNT_FRAMES)
    began = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=180_000)
    while not page.evaluate(READY[name]):
        page.wait_for_timeout(20)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page, time.perf_counter() - began


def _frame(page: Page, name: str) -> float:
    """Milliseconds of the main thread a drawn frame, while the picture is dragged."""
    picture = page.locator("[data-role=canvas]" if name == "map" else "#mynetwork")
    picture.scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    box = picture.bounding_box()
    assert box is not None
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    x, y = box["x"] + 30, box["y"] + 30
    page.mouse.move(x, y)
    page.mouse.down()
    before, drawn = _busy(session), page.evaluate("window.framesDrawn")
    for step in range(MOVES):
        page.mouse.move(x + step * 4, y + step * 2)
        page.evaluate("new Promise((done) => requestAnimationFrame(done))")
    after, frames = _busy(session), page.evaluate("window.framesDrawn") - drawn
    page.mouse.up()
    return (after - before) * 1000 / max(1, frames)


def _busy(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


def _chosen(page: Page) -> dict[str, float]:
    """Seconds from pressing Details of the first thing to its details and the picture that marks it; heap in MB."""
    began = time.perf_counter()
    page.locator("a[data-key^='open ']").first.click()
    while "open=" not in page.url or page.evaluate("'busy' in document.querySelector('[data-explore]').dataset"):
        page.wait_for_timeout(20)
    heap = page.evaluate("performance.memory ? performance.memory.usedJSHeapSize / 1e6 : 0")
    return {"details_s": round(time.perf_counter() - began, 2), "heap_mb": round(heap)}


def _pyvis(browser: Browser, address: str, home: Path) -> Path:
    """The same picture by pyvis: same places, no physics, straight lines."""
    page = browser.new_page()
    drawn = page.request.get(address.replace("/explore", "/explore/drawing"), timeout=180_000).json()
    page.close()
    network = Network(height="576px", width="100%", directed=True, cdn_resources="in_line")
    network.options = {"physics": {"enabled": False}, "edges": {"smooth": False}, "nodes": {"shape": "dot"}}
    network.nodes = [
        {"id": i, "label": drawn["label"][i], "x": drawn["x"][i] * 2000, "y": drawn["y"][i] * 2000, "size": 8}
        for i in range(len(drawn["id"]))
    ]
    network.edges = [{"from": a, "to": b} for a, b in zip(drawn["start"], drawn["end"], strict=True)]
    file = home / "pyvis.html"
    text = network.generate_html(notebook=False)
    text = "".join(part for part in text.splitlines(keepends=True) if "https://cdn" not in part)
    file.write_text(text, encoding="utf-8")
    return file


def _fill(graph: Graph, size: int, seed: int = 7) -> None:
    """Organizations with two links each on average; a few have very many."""
    rng = random.Random(seed)
    nodes = [
        {"id": f"org:b:{i}", "name": f"Organization {i}", "kind": rng.choice(KINDS), "country": rng.choice(COUNTRIES)} for i in range(size)
    ]
    links = [(f"org:b:{int(rng.random() ** 3 * size)}", f"org:b:{rng.randrange(size)}", i) for i in range(size * LINKS_EACH)]
    for start in range(0, len(nodes), 10_000):
        graph.write([("UNWIND $rows AS row CREATE (o:Organization) SET o = row, o.sources = ['b']", {"rows": nodes[start:start + 10_000]})])
    for start in range(0, len(links), 10_000):
        rows = [{"a": a, "b": b, "key": f"k{i}"} for a, b, i in links[start:start + 10_000] if a != b]
        graph.write([(
            "UNWIND $rows AS row MATCH (a:Organization {id: row.a}), (b:Organization {id: row.b}) "
            "CREATE (a)-[r:PARTNERS_WITH {key: row.key, source: 'b', record: row.key}]->(b)", {"rows": rows},
        )])


if __name__ == "__main__":
    main()
