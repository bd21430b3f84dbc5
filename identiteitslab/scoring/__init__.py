"""How good is that? From measured values to scores of 0..100, and whether minimums are met."""
