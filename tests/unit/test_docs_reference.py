"""What is generated in docs/ is what the code says; every link between documents leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.write_reference import FOLDER, PAGES, ROOT, text

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == text(name), "run: python -m scripts.write_reference"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_and_pictures_lead_somewhere(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", content) if "://" not in target]
    assert [t for t in targets if t and not (path.parent / t).exists()] == []


def test_every_document_is_reached_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        path = waiting.pop().resolve()
        if path in seen or path.suffix != ".md" or not path.exists():
            continue
        seen.add(path)
        targets = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
        waiting += [path.parent / target.partition("#")[0] for target in targets if "://" not in target]
    assert {p.relative_to(ROOT).as_posix() for p in DOCUMENTS} - {p.relative_to(ROOT).as_posix() for p in seen} == {"CHANGELOG.md"}
