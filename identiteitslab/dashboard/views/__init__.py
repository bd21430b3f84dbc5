"""What a page shows, as plain functions from results to markup: testable without a browser."""
