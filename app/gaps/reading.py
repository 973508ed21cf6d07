"""What the pages of gaps read: the scope table as it stands, the graph's queries, and names for sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from analysis.gaps.ask import Answer, Reader
from analysis.gaps.scope import ScopeError, ScopeRow, parse_scope
from analysis.gaps.words import Asked
from app.http.kinds import KIND_LOOKS
from app.http.sources import titles
from app.remembered import remembered
from app.services import services


@dataclass(frozen=True)
class Scopes:
    """The scopes in force; ``fault`` says why the table cannot be read, where it cannot (then no scope counts)."""

    rows: tuple[ScopeRow, ...] = ()
    fault: str = ""


class KeptReader(Reader):
    """Answers again what was just asked, as long as nothing is loaded or decided: a matrix is sorted, turned and paged.

    The rows are those of the query for everybody: nobody changes them.
    """

    def rows(self, name: str, **params: Any) -> list[dict[str, Any]]:
        """All rows of a query by its name."""
        key = ("gaps", services().today(), name, orjson.dumps(params, option=orjson.OPT_SORT_KEYS))
        return remembered(key, lambda: super(KeptReader, self).rows(name, **params))


def reader() -> Reader:
    """The queries of ``cypher/gaps`` on the current graph."""
    made = services()
    return KeptReader(made.graph, made.catalogue)


def scopes() -> Scopes:
    """The scope table of the ledger; empty where nobody has entered one."""
    content = services().ledger.table("scope")
    if content is None:
        return Scopes()
    try:
        return Scopes(tuple(parse_scope(content, "the table scope")))
    except ScopeError as error:
        return Scopes(fault=str(error))


def asked_in_words(answer: Answer) -> Asked:
    """The filters and the names that reasons need."""
    kind = answer.question.kind
    return Asked(
        funder=answer.funder.name, kind=kinds_in_words(kind) if kind else "", since=answer.question.since, sources=titles(),
        organizations=answer.organizations,
    )


def kinds_in_words(kind: str) -> str:
    """A kind of organization in the plural, within a sentence: ``NGOs``, ``foreign counterparts``."""
    plural = KIND_LOOKS[kind].plural
    return plural if plural[1:2].isupper() or plural[1:2] == "." else plural[:1].lower() + plural[1:]
