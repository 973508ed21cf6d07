"""From a fresh clone to a running demonstration or the whole test suite, with nothing but Python 3.11 or later.

    python bootstrap.py demo            make .venv, install, fetch Neo4j, load the demonstration, serve it
    python bootstrap.py test            make .venv, install, run every check and test
    python bootstrap.py lint            the checks of the code alone
    python bootstrap.py fuzz            every reader on damaged files, for some minutes; not part of test
    python bootstrap.py flask ...       any command of the application, such as: flask engine status

`make demo` and `make test` call this. It uses the standard library only, and nothing that Linux alone has.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)
RUN, DEVELOP = "requirements.txt", "requirements-dev.txt"
CALENDAR_NEO4J = "2026.09.0"

# Matrices are small here and several processes run side by side: threads of a library that wait for each other only get in the way.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
CHROMIUM_HELP = """The browser tests need Chromium (or Chrome), and none was found. Install it:
    Debian, Ubuntu:  sudo apt-get install chromium
    Fedora:          sudo dnf install chromium
    macOS:           brew install --cask chromium
    Windows:         Edge, which is there already, or Chrome
or set PARTNERGRAPH_CHROMIUM to the path of its program. All other tests: python bootstrap.py test --without-browser"""

CHECKS = (
    ("ruff", ["ruff", "check", "."]),
    ("mypy", ["mypy"]),
    ("import-linter", ["lint-imports"]),
)
# Two processes, the tests of a file together, where the engine is that they need (tests/support/scheduling.py). The slowest are told.
PYTEST = ["python", "-m", "pytest", "-n", "2", "--dist", "loadfile", "--durations", "30", "--durations-min", "5"]
TESTS = ("Tests on Neo4j 5.26", PYTEST)
TESTS_AGAIN = (f"Tests of the graph on Neo4j {CALENDAR_NEO4J}", [*PYTEST, "-m", "graph and not browser and not once"])
FUZZ = ("Readers on damaged files", ["python", "-m", "pytest", "tests/fuzz/readers.py", "-q", "-p", "no:cacheprovider"])


class Stop(Exception):
    """Something that the person has to do first."""


def main(arguments: Sequence[str]) -> int:
    """Do what the first argument says; the exit code."""
    what, rest = (arguments[0], list(arguments[1:])) if arguments else ("", [])
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    try:
        if what == "demo":
            return flask(["demo", *rest])
        if what == "flask":
            return flask(rest)
        if what == "lint":
            prepare(DEVELOP)
            return run_all(CHECKS)
        if what == "fuzz":
            prepare(DEVELOP)
            return run_all((FUZZ,))
        if what == "test":
            return test(rest)
    except Stop as reason:
        say(str(reason))
        return 1
    sys.stderr.write(__doc__ or "")
    return 2


def flask(arguments: list[str]) -> int:
    """A command of the application, in place of this process where the system can do that."""
    prepare(RUN)
    command = [str(PYTHON), "-m", "flask", "--app", "wsgi", *arguments]
    os.chdir(ROOT)
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(PYTHON, command)  # noqa: S606 (our own command line)
    return wait_for(command)


def wait_for(command: list[str], environment: dict[str, str] | None = None) -> int:
    """Run a command to its end. A Ctrl-C is the command's to handle: it gets it too, and ends what it started."""
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **(environment or {})})  # noqa: S603 (our own command line)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def test(options: list[str]) -> int:
    """Every check and test; ``--without-browser`` leaves out those that need Chromium, which CI never does."""
    browser = "--without-browser" not in options
    if not browser and os.environ.get("CI") == "true":
        raise Stop("Under CI every test runs: --without-browser is not for it.")
    prepare(DEVELOP)
    environment = {"PARTNERGRAPH_CHROMIUM": chromium()} if browser else {}
    name, command = TESTS
    first = (name, [*command, *([] if browser else ["-m", "not browser"])])
    failed = run_all((*CHECKS, first), environment)
    return run_all((TESTS_AGAIN,), {"PARTNERGRAPH_TEST_NEO4J": CALENDAR_NEO4J}) or failed


def run_all(steps: Sequence[tuple[str, list[str]]], environment: dict[str, str] | None = None) -> int:
    """Run each step, the later ones too when one fails; 1 when any did."""
    failed = []
    for name, (program, *arguments) in steps:
        say(f"== {name}")
        started = time.monotonic()
        command = [str(PYTHON) if program == "python" else tool(program), *arguments]
        code = wait_for(command, environment)
        say(f"== {name}: {'passed' if code == 0 else 'FAILED'} ({time.monotonic() - started:.0f} s)")
        if code:
            failed.append(name)
    return 1 if failed else 0


def tool(name: str) -> str:
    """A program that a package put into .venv."""
    return str(BIN / (f"{name}.exe" if os.name == "nt" else name))


def prepare(requirements: str) -> None:
    """``.venv`` with the packages of a requirements file; nothing to do when they are there already."""
    if sys.version_info < OLDEST:
        raise Stop(f"This is Python {sys.version.split()[0]}; 3.11 or later is needed. Try: python3.12 bootstrap.py")
    if not works(PYTHON):
        say("Making .venv")
        make_venv()
    if stamp(requirements).exists() or stamp(DEVELOP).exists():
        return
    say(f"Installing the packages of {requirements} into .venv (some minutes the first time)")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]
    if subprocess.run(pip, cwd=ROOT, check=False).returncode:  # noqa: S603
        raise Stop("The packages could not be installed; pip says why above. Mostly it is the network: try again when it is there.")
    for old in VENV.glob(f".{requirements}-*"):
        old.unlink()
    stamp(requirements).touch()


def make_venv() -> None:
    """A new ``.venv``, in place of one whose Python is gone."""
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False)  # noqa: S603
    if made.returncode:
        raise Stop("No .venv could be made; Python says why above. On Debian and Ubuntu: sudo apt-get install python3-venv")


def works(python: Path) -> bool:
    """Whether that Python is there and runs."""
    return python.exists() and subprocess.run([str(python), "-c", ""], check=False).returncode == 0  # noqa: S603


def stamp(requirements: str) -> Path:
    """The file whose presence says that just these requirements are installed."""
    texts = b"".join((ROOT / name).read_bytes() for name in (RUN, requirements))
    return VENV / f".{requirements}-{hashlib.sha256(texts).hexdigest()[:16]}"


def chromium() -> str:
    """Path of a Chromium; installed from Debian's package where this process may, else ``Stop`` says what to install."""
    found = next(find_chromium(), "")
    if not found and shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0:
        say("Installing Chromium from Debian's package")
        for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *arguments], check=False, stdout=subprocess.DEVNULL)  # noqa: S603, S607
        found = next(find_chromium(), "")
    if not found:
        raise Stop(CHROMIUM_HELP)
    return found


def find_chromium() -> Iterator[str]:
    """Every Chromium or relative of it on this machine, the one that was named first."""
    named = os.environ.get("PARTNERGRAPH_CHROMIUM")
    if named:
        yield named
    yield from filter(None, map(shutil.which, CHROMIUM_NAMES))
    yield from (place for place in CHROMIUM_PLACES if Path(place).exists())


def say(text: str) -> None:
    """One line to the person."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
