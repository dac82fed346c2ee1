"""SIPAS-style indices from data frames: no web, no SQL. Also runs alone: python -m analytics."""
