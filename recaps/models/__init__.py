"""Recaps, their sections and photos, what of them is public, and their history."""

from recaps.models.photo import PhotoPerson, RecapPhoto
from recaps.models.recap import Recap, RecapSection
from recaps.models.release import Publication, RecapVersion

__all__ = ["PhotoPerson", "Publication", "Recap", "RecapPhoto", "RecapSection", "RecapVersion"]
