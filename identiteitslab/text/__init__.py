"""Words of the interface, numbers and dates, in Dutch and English."""
