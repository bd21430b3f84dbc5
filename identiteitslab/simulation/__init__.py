"""What would a lab find if we knew the truth? Made-up pilots, drawn from one seed."""
