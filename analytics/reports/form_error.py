"""Why a template of the office cannot be used."""


class FormError(ValueError):
    """A template that cannot be filled in; the sentence says why."""
