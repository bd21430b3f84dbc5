"""The steps by which an older register becomes today's."""
