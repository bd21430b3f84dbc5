"""How do we show it? Each figure says what it asks, what it answers, and draws itself twice."""
