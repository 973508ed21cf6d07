"""Which names mean the same organization: normalise, block, compare, score, and sort into bands.

Everything here is a suggestion for a person to decide. The steps, one module each:

1. ``normalise``: a name becomes its words in English where the glossary knows them, its places and its acronyms.
2. ``block``: which records are worth comparing at all.
3. ``features``: what speaks for and against two names being one body, as numbers.
4. ``score``: a gradient boosting model, trained from the shipped fixture, turns them into a probability.
5. ``bands``: likely, possible, unlikely; "part of"; what spoke for and against, in words.

``pipeline`` runs them in a row, ``kept`` keeps a trained model between runs. What answers while somebody types is the
full-text index of the graph (``app/search``), within 20 ms at 100,000 organizations.
"""
