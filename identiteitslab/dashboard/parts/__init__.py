"""Pieces that all pages share: markup, tables, notices, the frame."""
