"""How do I take it along? An evaluation as paper, as pages, as sheets and as an account."""
