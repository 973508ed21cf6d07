"""Reports that people wrote themselves: each the text of a file of ``cypher/reports`` under its name."""

from __future__ import annotations

from sqlalchemy import select

from ledger.errors import NotFound
from ledger.models import OwnReport
from ledger.store import Ledger, now


class OwnReports:
    """All reading and writing of people's own reports. Objects that it returns are detached."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def keep(self, name: str, text: str, *, was: str = "") -> None:
        """Keep a text under a name; ``was``: the name that it had before, whose report it takes the place of."""
        with self.ledger.session() as session:
            known = session.get(OwnReport, was or name)
            if known is None:
                session.add(OwnReport(name=name, text=text, at=now()))
            else:
                known.name, known.text, known.at = name, text, now()

    def get(self, name: str) -> OwnReport:
        """The report of a name; ``NotFound`` where there is none."""
        with self.ledger.session() as session:
            found = session.get(OwnReport, name)
        if found is None:
            raise NotFound(f"There is no report of your own named {name[:60]!r}.")
        return found

    def all(self) -> list[OwnReport]:
        """Every report, by name."""
        with self.ledger.session() as session:
            return list(session.scalars(select(OwnReport).order_by(OwnReport.name)))

    def delete(self, name: str) -> None:
        """Delete a report; ``NotFound`` where there is none."""
        kept = self.get(name)
        with self.ledger.session() as session:
            session.delete(kept)
