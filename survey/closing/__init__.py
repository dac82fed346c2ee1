"""Chốt kỳ: a period is frozen, proved by one number, and opened again by two people only."""
