"""Units and the trees they hang in, from a table: the whole organisation, in force from today."""

from survey.loading.organisation import load

__all__ = ["load"]
