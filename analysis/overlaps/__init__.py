"""Which programs may be the same work, paid for twice: gates, candidates, a score, and the three tiers of GAO-15-49SP.

The steps, one module each:

1. ``programs``: a table of programs checked and brought to one form.
2. ``texts``: what they say, without places and phrases that every donor writes; rare words and sentence vectors.
3. ``gates``: what is not worth asking: the same funder, under 90 days together, already linked.
4. ``candidates``: pairs of one country that are near in words, meaning, or place and sector.
5. ``score``: one formula, its parts kept.
6. ``tiers``: fragmentation, overlap, potential duplication, with what cannot be assessed.
7. ``explain``: the matched facets in words, the shared terms, the missing fields.
8. ``groups``: more than two programs that belong together.

``run`` puts them in a row. Other questions: ``same_money`` (one activity that two reporters tell of), ``bodies`` (two
organizations with the same purpose, place and counterpart) and ``agreements`` (the same parties and topic).
Everything is a suggestion; some overlap is warranted, and a reviewer decides.
"""
