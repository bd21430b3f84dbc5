"""What do we test against? Criteria, weights, contexts and situations, written as data."""
