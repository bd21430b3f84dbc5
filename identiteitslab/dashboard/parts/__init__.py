"""Pieces of pages that are plain functions from results to HTML, testable without a browser."""
