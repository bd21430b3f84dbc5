"""One file a page; a page asks the session for a result and lays out its parts."""
