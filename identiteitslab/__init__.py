"""Compare digital-identity solutions by trying them out."""
