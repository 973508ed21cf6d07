"""Official code lists, shipped as data: countries, their parts, currencies, OECD DAC sectors and IATI's lists.

``code_list("TransactionType").name("3")`` is ``"Disbursement"``; a code that is not in a list is a row problem of the
loader that met it, a withdrawn one is kept and marked. ``data/lists.csv`` says where each list comes from.
"""

from __future__ import annotations

from loaders.codes.countries import Country, countries, country_code, country_name
from loaders.codes.lists import Area, Code, CodeList, UnknownList, areas, code_list, list_names

__all__ = [
    "Area", "Code", "CodeList", "Country", "UnknownList",
    "areas", "code_list", "countries", "country_code", "country_name", "list_names",
]
