"""What every question shares: names and checks, random streams, totals, ranks."""
