"""Layouts as files: progress is told, stopping leaves nothing, what is there is not made twice, the oldest go."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from app.work import layouts
from app.work.layouts import STEP, Layouts
from graph.writer import Cancelled
from loaders.path.apply import Watch

PAIRS = [(0, 1), (1, 2)]


def test_rounds_are_told_and_the_result_is_kept(tmp_path: Path) -> None:
    said: list[tuple[str, int]] = []
    expected: list[int] = []
    stored = Layouts(tmp_path)
    stored.wait("a", 3, PAIRS)
    assert stored.places("a") is None
    assert stored.lay_out("a", Watch(lambda step, done: said.append((step, done)), expects=expected.append)) == 3
    assert said == [(STEP, number) for number in range(1, 401)]
    assert expected == [400]
    placed = stored.places("a")
    assert placed is not None
    assert placed.shape == (3, 2)
    assert [file.name for file in stored.folder.iterdir()] == ["a.npy"]
    stored.lay_out("a", Watch(lambda step, done: said.append((step, done))))
    assert len(said) == 400


def test_stopped_in_the_middle_it_leaves_what_waits(tmp_path: Path) -> None:
    stored, rounds = Layouts(tmp_path), []
    stored.wait("a", 3, PAIRS)
    with pytest.raises(Cancelled):
        stored.lay_out("a", Watch(lambda _step, done: rounds.append(done), cancelled=lambda: len(rounds) == 5))
    assert rounds[-1] == 5
    assert stored.places("a") is None
    assert stored.lay_out("a", Watch()) == 3


def test_one_at_a_time_and_whoever_waits_can_be_stopped(tmp_path: Path) -> None:
    said: list[str] = []
    stored = Layouts(tmp_path)
    stored.wait("a", 3, PAIRS)
    with layouts._one_at_a_time, pytest.raises(Cancelled):
        stored.lay_out("a", Watch(lambda step, _done: said.append(step), cancelled=lambda: True))
    assert said == ["waiting for another picture"]


def test_the_oldest_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "KEPT", 2)
    stored = Layouts(tmp_path)
    for number, key in enumerate("abc"):
        stored.keep(key, np.zeros((2, 2)))
        os.utime(stored.folder / f"{key}.npy", (number, number))
    assert sorted(file.stem for file in stored.folder.iterdir()) == ["b", "c"]
