"""What happens to units: what an event would change, why it is refused, and how it is told."""
