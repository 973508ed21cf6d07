"""The way from a clone to a running application: what can be said of it without the network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap
from graph.engine import CALENDAR_VERSION


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(bootstrap.ROOT / "bootstrap.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment or None)


def test_without_a_command_it_says_how_it_is_used() -> None:
    done = run()
    assert done.returncode == 2 and "python bootstrap.py demo" in done.stderr


def test_it_needs_nothing_but_the_standard_library() -> None:
    known = "{*sys.stdlib_module_names, 'bootstrap', '__main__'}"
    program = f"import sys, bootstrap; print({{name.split('.')[0] for name in sys.modules}} - {known})"
    done = subprocess.run([sys.executable, "-S", "-c", program], cwd=bootstrap.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_under_ci_no_test_may_be_left_out() -> None:
    done = run("test", "--without-browser", CI="true")
    assert done.returncode == 1 and "Under CI every test runs" in done.stderr


def test_the_second_neo4j_is_the_one_that_is_locked() -> None:
    assert bootstrap.CALENDAR_NEO4J == CALENDAR_VERSION


def test_the_stamp_changes_with_the_requirements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    (tmp_path / "requirements.txt").write_text("Flask==3.1.3\n")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\n")
    before = {name: bootstrap.stamp(name) for name in ("requirements.txt", "requirements-dev.txt")}
    (tmp_path / "requirements.txt").write_text("Flask==3.1.4\n")
    assert all(bootstrap.stamp(name) != stamp for name, stamp in before.items())


def test_a_chromium_that_was_named_is_taken_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTNERGRAPH_CHROMIUM", "/opt/chromium")
    assert next(bootstrap.find_chromium()) == "/opt/chromium"


def test_where_chromium_cannot_be_installed_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PARTNERGRAPH_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bootstrap, "CHROMIUM_PLACES", ())
    with pytest.raises(bootstrap.Stop, match=r"apt-get install chromium[\s\S]*--without-browser"):
        bootstrap.chromium()


def test_a_step_that_fails_is_told_and_the_later_ones_run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    steps = (("one", ["python", "-c", "raise SystemExit(3)"]), ("two", ["python", "-c", ""]))
    assert bootstrap.run_all(steps) == 1
    said = capsys.readouterr().err
    assert "== one: FAILED" in said and "== two: passed" in said
