"""What sets of solutions are worth when they are offered side by side."""
