"""What was measured? Kinds, canonical rows and exact sums."""
