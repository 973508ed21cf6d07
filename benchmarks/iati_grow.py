"""Writes one large IATI file of real activities repeated under new identifiers.

``python -m benchmarks.iati_grow OUT FILE.. [--mb 2000]``
"""

from __future__ import annotations

import argparse
import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

from lxml import etree


def activities(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """Each activity as text, cut in two where its identifier stands."""
    parts = []
    for path in paths:
        for _, element in etree.iterparse(str(path), tag="iati-activity", huge_tree=True, resolve_entities=False):
            identifier = element.find("iati-identifier")
            if identifier is None or not (identifier.text or "").strip():
                continue
            identifier.text = f"{identifier.text.strip()}-@@"
            before, _, after = etree.tostring(element, encoding="unicode").partition("-@@")
            parts.append((f"{before}-", after))
            element.clear()
    return parts


def main(arguments: list[str]) -> int:
    """Exit code 0 when the file is written."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--mb", type=int, default=2000)
    given = parser.parse_args(arguments)
    parts, size, count = activities(given.files), 0, 0
    with given.out.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n')
        for copy in itertools.count(1):
            for before, after in parts:
                size += out.write(f"{before}{copy}{after}")
                count += 1
            if size >= given.mb * 1_000_000:
                break
        out.write("</iati-activities>\n")
    print(f"{count:,} activities, {given.out.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
