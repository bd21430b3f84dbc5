"""One file a step, in order; a step that was shipped never changes."""
