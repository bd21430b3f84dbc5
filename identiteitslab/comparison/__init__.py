"""Which solution works best, how sure is that, and what would change it? One file a question.

A question is pure functions on arrays that do not know each other. What they share stands in
``common`` (names, checks, draws, ranks), ``weights`` with ``weighing`` (how much does what
count) and ``sets`` (what are solutions worth side by side).
"""
