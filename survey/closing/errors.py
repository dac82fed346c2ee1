"""What can be wrong with a snapshot; apart, so that commands can name it without loading the statistics."""


class SnapshotError(ValueError):
    """The text is no snapshot, or one of a format this program does not know."""
