"""Who may do what? Every write, and every read that shows data, asks here first."""
