"""One file a kind of measurement; the file name is the kind's id."""
