"""Can we trust this file? From a gemeente's delivery to canonical rows, or a clear refusal."""
