"""Names that are HTML, formulas, right-to-left, full of control characters or very long: shown as text, nothing runs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from json import dumps
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect
from waitress.server import create_server

from app import create_app
from app.settings import read_settings
from app.work.kept import keep
from app.work.overlaps.others import OTHER_TABLE
from app.work.overlaps.tables import FORM, PAIR_TABLE, PROGRAM_TABLE, SAME_TABLE
from app.work.resolution import WHAT
from app.work.resolution.compare import COMPARED, FOUND, PAIRS
from graph.client import Graph
from tests.browser.conftest import NARROW, WIDE, Watched
from tests.conftest import empty
from tests.support.toy import bring, country, link, org, program, stores_on

Watch = Callable[..., Watched]
NAMES = [
    "<script>window.hit = 1</script>", "<img src=x onerror='window.hit = 2'>", '" onmouseover="window.hit = 3" x="',
    '=HYPERLINK("http://evil.example/")',
    "\u202egnp.exe \u202cafter", "الشرطة الوطنية والأمن العام", "escape \x1b[31m bell \x07 nul", "{{ 7*7 }} ${7*7}",
    "Ж" * 2500, "word " * 400,
    "<a href='https://evil.example/'>click</a>", "</title></head><body>", "&lt;b&gt; &amp;",
]


@pytest.fixture(scope="module")
def hostile_server(connection: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A web server on a network whose every name is hostile."""
    empty(connection)
    home: Path = tmp_path_factory.mktemp("hostile")
    rows = [org("hub", NAMES[0], kind="ngo", aliases=NAMES[1:4], acronym=NAMES[1])]
    rows += [program("p", NAMES[4], description=NAMES[9]), country("GT", "p")]
    rows += [link("OPERATES_IN", "p:p", "country:GT", "p"), {**link("FUNDS", "o:hub", "p:p", "hub"), "props": {"role": NAMES[2]}}]
    rows += [{**program("p"), "record": "hub", "stub": True}]
    works = {"description": f"{NAMES[1]} trains prosecutors of the special unit against extortion and blackmail in the capital"}
    for key, name in (("one", NAMES[0]), ("other", NAMES[10])):  # the same work told twice, for the pages of overlaps
        rows += [program(key, name, **works, valid_from="2020-01-01", valid_to="2025-12-31")]
        rows += [link("OPERATES_IN", f"p:{key}", "country:GT", key)]
        rows += [{**country("GT", key)}, {**org(f"payer-{key}", name), "record": key}, link("FUNDS", f"o:payer-{key}", f"p:{key}", key)]
    thing = {"record": "hub", "props": {}}
    rows += [{**thing, "label": "Agreement", "key": "a", "name": NAMES[1]},
             {**thing, "label": "FocusArea", "key": "focus:X", "name": NAMES[10]},
             {**thing, "label": "Indicator", "key": "indicator:i", "name": NAMES[8], "props": {"unit": NAMES[2], "description": NAMES[0]}},
             {**link("PARTY_TO", "o:hub", "", "hub", role=NAMES[2]), "end": ("Agreement", "a")},
             {**link("ADDRESSES", "p:p", "", "hub"), "end": ("FocusArea", "focus:X")},
             {**link("COVERS", "", "p:p", "hub", role=NAMES[2]), "start": ("Agreement", "a")}]
    for index, name in enumerate(NAMES):
        rows += [org(f"o{index}", name, kind="foreign_counterpart"), {**org("hub", NAMES[0]), "record": f"o{index}", "stub": True}]
        rows += [link("PARTNERS_WITH", "o:hub", f"o:o{index}", f"o{index}", role=name, page="javascript:window.hit = 4")]
    bring(stores_on(connection, home), "s", rows)
    pair = ("k", "f", "GT", "program:s:one", NAMES[0], "program:s:other", NAMES[10], "overlap", .8, .7, 2191, "2020-01-01", "2025-12-31",
            [NAMES[1]], [NAMES[2]], [NAMES[12]], [NAMES[11]], ["extortion"], [], [], "", .5, .0, .0, .5, .8)
    about: dict[str, object] = {"form": FORM, "whole": True, "compared": 3}
    about["ranking"] = {"yes": 0, "no": 0, "learned": None, "used": False, "least": 50}
    about |= {"pairs": 1, "same": 0, "programs": 3, "placeless": 0, "state": 0, "at": "2024-06-30T00:00:00+00:00"}
    compared = [(f"program:s:{key}", NAMES[2], "GT", ["org:s:hub"], [NAMES[0]], "", "", True, "[]", None, []) for key in ("one", "other")]
    keep(home, "overlaps", {
        "pairs": pd.DataFrame([pair], columns=list(PAIR_TABLE)), "same": pd.DataFrame(columns=list(SAME_TABLE)),
        "programs": pd.DataFrame(compared, columns=list(PROGRAM_TABLE)).astype({"usd": float}),
        "groups": pd.DataFrame(columns=["group", "program", "country"]),
        "others": pd.DataFrame([("organizations", "k2", "f", "GT", "org:s:hub", NAMES[0], "org:s:o1", NAMES[1], [NAMES[2]], [NAMES[10]],
                                 dumps([["program:s:p", NAMES[12]]]), dumps([["program:s:p", NAMES[0]]]), 0)], columns=list(OTHER_TABLE)),
    }, about)
    names = (NAMES[0], NAMES[11], NAMES[2], NAMES[1])
    same = [(a, b, f"org:{a.replace('/', ':')}", f"org:{b.replace('/', ':')}", *names, None, None, "ngo", None, ["s"], .9, "likely", "same",
             [NAMES[1]], [NAMES[10]], 1, 2.0, 1, 1.0, "s/hub") for a, b in (("s/hub", "s/o1"), ("s/hub", "s/o8"), ("s/o1", "s/o8"))]
    told = {"model": {"organizations": 1}, "organizations": 3, "compared": 3, "pairs": 3, "likely": 3, "state": 0}
    keep(home, WHAT, {"pairs": pd.DataFrame(same, columns=list(PAIRS)), "found": pd.DataFrame(columns=list(FOUND)),
                      "compared": pd.DataFrame([("s/hub", "x", ["s/hub"])], columns=list(COMPARED))},
         {**told, "at": "2024-06-30T00:00:00"})
    settings = read_settings({}, PARTNERGRAPH_HOME=str(home), PARTNERGRAPH_TODAY="2024-06-30", SECRET_KEY="tests")
    server = create_server(create_app(settings, graph=connection), host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


@pytest.mark.parametrize("path", [
    "/organization/org:s:hub", "/organization/org:s:hub?section=partners", "/program/program:s:p", "/search?q=script+window",
    "/agreement/agreement:s:a", "/focus/X", "/indicator/i", "/data/sources/s",
    "/organizations", "/organization/org:s:o8", "/", "/overlaps", "/overlaps/sheet?country=GT", "/overlaps/organizations",
    "/overlaps/two?key=k2", "/explore/links?seed=org:s:hub", "/data/quality",
    "/reports/partners-of-an-organization?organization=org:s:hub",
    "/resolve", "/resolve/pair?one=s/hub&other=s/o8", "/resolve/group?of=s/o1", "/resolve/records?id=org:s:hub",
    "/connections?one=org:s:hub&other=org:s:o1", "/measures?network=programs", "/measures/groups/pairs",
    "/side-by-side?one=org:s:hub&other=country:GT", "/world?layer=links", "/world?layer=need",
    "/world?layer=gap&focus=X",
    "/facts?about=org:s:hub", "/facts/change?about=org:s:hub&field=aliases", "/data/identifiers",
    "/views/new?address=/organizations&title=%3Cimg+src=x+onerror='window.hit=6'%3E",
])
def test_on_pages(hostile_server: str, watch: Watch, path: str) -> None:
    watched = watch(hostile_server, WIDE)
    page = watched.open(path)
    assert page.evaluate("window.hit") is None
    watched.check_room()


def test_in_a_brief(hostile_server: str, watch: Watch) -> None:
    watched = watch(hostile_server, WIDE)
    path = "/brief?about=org:s:hub"
    watched.page.request.get(hostile_server + path, timeout=120_000)  # some forty queries that the server has not planned yet
    page = watched.open(path)
    assert page.evaluate("window.hit") is None
    expect(page.get_by_role("img", name="<script>window.hit = 1</script>")).to_be_visible()
    watched.check_room()


def test_in_the_picture_and_its_table(hostile_server: str, watch: Watch) -> None:
    watched = watch(hostile_server, WIDE)
    page = watched.open("/organization/org:s:hub")
    names = page.locator("[data-role=rows] th bdi").all_text_contents()
    assert {NAMES[0], NAMES[1], NAMES[4], NAMES[10], NAMES[12]} <= set(names)
    page.locator("[data-role=rows] tr").first.hover()
    page.locator("#network-find").fill("<img")
    expect(page.locator("[data-role=rows] tr:not([hidden])")).to_have_count(2)  # a partner and an agreement
    assert page.evaluate("window.hit") is None
    watched.check()


def test_on_the_map(hostile_server: str, watch: Watch) -> None:
    watched = watch(hostile_server, NARROW)
    page = watched.open("/explore?seed=org:s:hub&open=org:s:hub&hide=org:s:o1")
    watched.wait("document.querySelector('[data-explore]').dataset.ready === 'true'", "the map")
    names = page.get_by_role("region", name="Things on the map").locator("th bdi").all_text_contents()
    assert {NAMES[0], NAMES[4], NAMES[10], NAMES[12]} <= set(names)
    page.get_by_role("link", name="Leave out: Program").click()
    expect(page.get_by_role("link", name="Bring back: Program")).to_be_visible()
    assert page.evaluate("window.hit") is None
    watched.check()


def test_in_the_file(hostile_server: str, watch: Watch, tmp_path: Path) -> None:
    body = watch(hostile_server, WIDE).page.request.get(f"{hostile_server}/picture/org:s:hub").body()
    file = tmp_path / "picture.html"
    file.write_bytes(body)
    offline = watch(file.as_uri(), WIDE)  # the network is there: whatever leaves is a fault
    offline.page.goto(file.as_uri())
    offline.wait("typeof network === 'object' && network !== null && network.body.nodeIndices.length > 10", "the drawing")
    offline.page.mouse.move(640, 400)
    offline.page.wait_for_timeout(500)
    assert offline.page.evaluate("window.hit") is None
    assert NAMES[0] in offline.page.locator("h1").text_content()  # type: ignore[operator]
    assert NAMES[10] in offline.page.locator("table").text_content()  # type: ignore[operator]
    assert offline.faults == []


def test_suggested_while_typing_and_seen_lately(hostile_server: str, watch: Watch) -> None:
    watched = watch(hostile_server, NARROW)
    for key in ("hub", "o1", "o8", "o4"):
        watched.open(f"/organization/org:s:{key}")
    page = watched.page
    page.evaluate("""localStorage.setItem('partnergraph.seen', JSON.stringify([...JSON.parse(localStorage.getItem('partnergraph.seen')),
      {name: '<b>x', address: 'javascript:window.hit = 5'}, {name: 'y', address: '//evil.example/'}]))""")
    watched.open("/gaps")
    lately = page.get_by_role("region", name="Seen lately").get_by_role("link")
    assert {NAMES[0], NAMES[1], NAMES[4], NAMES[8]} == {text.strip() for text in lately.all_text_contents()}
    watched.check()
    box = page.get_by_role("combobox", name="Search organizations, programs and places")
    for typed in ("img", "script"):
        box.fill("")
        box.press_sequentially(typed)
        watched.wait("document.querySelectorAll('#site-suggestions:not([hidden]) [role=option]').length > 0", "suggestions")
        expect(page.locator("#site-suggestions")).to_contain_text("<img" if typed == "img" else "<script>")
        watched.check()
    assert page.evaluate("window.hit") is None


def test_in_the_files_of_the_map(hostile_server: str, watch: Watch, tmp_path: Path) -> None:
    watched = watch(hostile_server, WIDE)
    page = watched.open("/explore?seed=org:s:hub")
    watched.wait("document.querySelector('[data-explore]').dataset.ready === 'true'", "the map", 60)
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG picture").click()
    download.value.save_as(tmp_path / "map.png")
    assert (tmp_path / "map.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert page.evaluate("window.hit") is None
    assert watched.faults == []
    names = {"svg": "map.svg", "html": "offline"}
    for suffix, name in names.items():
        file = tmp_path / f"map.{suffix}"
        file.write_bytes(page.request.get(f"{hostile_server}/explore/{name}?seed=org:s:hub").body())
        opened = watch(file.as_uri(), WIDE)
        opened.page.goto(file.as_uri())
        opened.page.wait_for_timeout(500)
        assert opened.page.evaluate("window.hit ?? null") is None
        assert NAMES[0] in opened.page.evaluate("document.documentElement.textContent")
        assert opened.faults == []


def test_two_programs_side_by_side(hostile_server: str, watch: Watch) -> None:
    watched = watch(hostile_server, NARROW)
    page = watched.open("/overlaps")
    page.get_by_role("link", name="Look at both").first.click()
    page.get_by_role("heading", level=1, name="Overlap in").wait_for()
    assert {NAMES[0], NAMES[10]} <= set(page.locator("h3 bdi, h2 bdi").all_text_contents())
    assert page.evaluate("window.hit") is None
    watched.check()


def test_a_file_whose_name_headers_and_cells_are_hostile(hostile_server: str, watch: Watch) -> None:
    watched = watch(hostile_server, NARROW)
    page = watched.open("/data/upload")
    lines = ["Donor <img src=x onerror='window.hit = 6'>,Implementing partner,Project title,Country",
             *(f'"{NAMES[0]}","{NAMES[10]}",{NAMES[7]} {number},=GT' for number in range(5))]
    name = "<img src=x onerror=alert(1)>.csv"
    page.set_input_files("#files", {"name": name, "mimeType": "text/csv", "buffer": "\n".join(lines).encode()})
    page.get_by_role("button", name="See what is in them").click()
    watched.check()
    page.get_by_role("link", name="Say what its columns are").click()
    page.wait_for_load_state("networkidle")
    watched.check()
    page.get_by_label("Implementing partner", exact=True).select_option("extender")
    watched.wait("document.querySelector('[data-mapper-preview]').textContent.includes('manages')", "the rows anew")
    assert NAMES[0] in page.locator("[data-mapper-preview]").text_content()  # type: ignore[operator]
    assert page.evaluate("window.hit") is None
    watched.check()
