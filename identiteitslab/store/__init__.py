"""What was delivered and decided, and is it still the same? Files, a register and a log."""
