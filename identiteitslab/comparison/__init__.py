"""Which solution works best, how sure is that, and what would change it? One file a question.

A question is pure functions on arrays that do not know each other. What they share stands in
``common`` (names, checks, draws, ranks) and in ``weights`` (how much does what count).
"""
