"""docs/operate.md holds every setting, as it is declared. To write the table anew: python -m tests.unit.test_docs_operate"""

from __future__ import annotations

import re

from app.services import ROOT
from app.settings import SETTINGS

PAGE = ROOT / "docs" / "operate.md"
TABLE = re.compile(r"(?<=<!-- settings -->\n).*?(?=<!-- /settings -->)", re.DOTALL)


def settings_table() -> str:
    """The table of settings, in Markdown."""
    rows = [f"| `{s.name}` | {f'`{s.default}`' if s.default else ''} | {s.help} |\n" for s in SETTINGS]
    return "".join(["| setting | default | what it is |\n|---|---|---|\n", *rows])


def test_the_table_of_settings_is_the_declared_one() -> None:
    found = TABLE.search(PAGE.read_text(encoding="utf-8"))
    assert found is not None and found[0] == settings_table()


if __name__ == "__main__":
    PAGE.write_text(TABLE.sub(lambda _: settings_table(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
