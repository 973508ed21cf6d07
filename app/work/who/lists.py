"""Long lists of names on their way: what was asked, what was found and what somebody chose, as files beside the ledger."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import orjson

from app.work.who.matching import Answer, Asked, Match

MOST_LISTS = 50
_ASKED, _FOUND, _CHOSEN = "asked.json", "found.json", "chosen.json"
_TOKEN = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Lists:
    """Lists of one installation; the oldest go when there are more than ``MOST_LISTS``."""

    home: Path

    def add(self, asked: Sequence[Asked]) -> str:
        """Keep a list that is to be answered; its token."""
        root = self.home / "who"
        token = secrets.token_hex(8)
        (root / token).mkdir(parents=True)
        self._write(token, _ASKED, [asdict(one) for one in asked])
        for old in sorted(root.iterdir(), key=lambda path: path.stat().st_mtime)[:-MOST_LISTS]:
            shutil.rmtree(old, ignore_errors=True)
        return token

    def asked(self, token: str) -> list[Asked]:
        """The names of a list; ``KeyError`` where there is no such list."""
        return [Asked(row["name"], row["country"], tuple(row["identifiers"])) for row in self._read(token, _ASKED)]

    def answer(self, token: str, answers: Sequence[Answer]) -> None:
        """Keep the answers to a list."""
        self._write(token, _FOUND, [asdict(answer) for answer in answers])

    def answers(self, token: str) -> list[Answer] | None:
        """The answers to a list, ``None`` while there are none; ``KeyError`` where there is no such list."""
        asked = self.asked(token)
        if not (self._folder(token) / _FOUND).exists():
            return None
        rows = self._read(token, _FOUND)
        return [Answer(one, tuple(_match(m) for m in row["matches"])) for one, row in zip(asked, rows, strict=True)]

    def choose(self, token: str, chosen: Mapping[int, str]) -> None:
        """Keep what somebody chose for some names, by their number in the list from 0; an empty id stands for nobody."""
        self._write(token, _CHOSEN, {str(number): id_ for number, id_ in {**self.chosen(token), **chosen}.items()})

    def chosen(self, token: str) -> dict[int, str]:
        """What was chosen so far."""
        if not (self._folder(token) / _CHOSEN).exists():
            return {}
        return {int(number): id_ for number, id_ in self._read(token, _CHOSEN).items()}

    def _folder(self, token: str) -> Path:
        folder = self.home / "who" / token
        if not _TOKEN.fullmatch(token) or not folder.is_dir():
            raise KeyError(token)
        return folder

    def _read(self, token: str, name: str) -> Any:
        return orjson.loads((self._folder(token) / name).read_bytes())

    def _write(self, token: str, name: str, value: object) -> None:
        path = self._folder(token) / name
        unfinished = path.with_suffix(f".{secrets.token_hex(4)}")
        unfinished.write_bytes(orjson.dumps(value))
        unfinished.replace(path)


def _match(row: Mapping[str, Any]) -> Match:
    return Match(**{**row, "supports": tuple(row["supports"]), "opposes": tuple(row["opposes"])})
