from typing import ClassVar

from django.conf import settings
from django.db import models


class Outing(models.Model):
    capacity = models.IntegerField()
    objects: ClassVar[models.Manager["Outing"]] = models.Manager()

    def __str__(self) -> str:
        return str(self.pk)


class Place(models.Model):
    outing = models.ForeignKey(Outing, models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    objects: ClassVar[models.Manager["Place"]] = models.Manager()

    def __str__(self) -> str:
        return str(self.pk)
