"""The workplace of the organizing team. Registrations change through `excursions.actions` only."""

from excursions.admin.editor import ExcursionAdmin

__all__ = ["ExcursionAdmin"]
