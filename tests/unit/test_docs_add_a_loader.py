"""The loader of docs/add-a-loader.md works as it stands there, and its tests pass."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from loaders.errors import UnreadableFile
from loaders.rows import Fates
from tests.support import telling
from tests.unit.loaders.test_bad_input import REFUSED

PAGE = Path(__file__).parents[2] / "docs" / "add-a-loader.md"


def blocks() -> list[str]:
    """The indented blocks of the page, in order."""
    found, inside = [""], False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("    ") or (inside and not line):
            found[-1] += f"{line[4:]}\n"
            inside = True
        elif inside:
            found.append("")
            inside = False
    return [block.strip("\n") + "\n" for block in found if block.strip()]


def module(name: str, *sources: str) -> ModuleType:
    made = ModuleType(name)
    exec(compile("\n\n".join(sources), name, "exec"), made.__dict__)
    return made


@pytest.fixture
def shelters(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    told_by_page = blocks()
    assert told_by_page[0].startswith("# loaders/shelters/__init__.py")
    made = module("loaders.shelters", *told_by_page[:3])
    monkeypatch.setitem(sys.modules, "loaders.shelters", made)
    return made


def test_its_own_tests_pass(shelters: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shelters").mkdir()
    office, tests = blocks()[3:5]
    path = telling.write(tmp_path / "shelters", "office.csv", office)
    monkeypatch.setattr(telling, "FIXTURES", tmp_path)
    run = [test() for name, test in vars(module("test_shelters", tests)).items() if name.startswith("test_")]
    assert len(run) == 3
    assert shelters.LOADER.recognises(path, b"")
    assert shelters.LOADER.source([path]).key == "shelters-office"


@pytest.mark.parametrize("name", REFUSED)
def test_it_refuses_what_cannot_be_read(shelters: ModuleType, tmp_path: Path, name: str) -> None:
    path = telling.write(tmp_path, name, REFUSED[name])
    with pytest.raises(UnreadableFile, match=name.split(".", maxsplit=1)[0]):
        list(shelters.LOADER.rows([path], Fates()))
    assert shelters.LOADER.recognises(path, b"") == ""
