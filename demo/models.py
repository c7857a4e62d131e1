from django.db import models


class Loaded(models.Model):
    """What was made of a piece of content when it was last loaded.

    While the content stays as it was, it is not loaded again, whatever people have made of it in the admin since.
    """

    source = models.CharField(max_length=255, unique=True)
    digest = models.CharField(max_length=64)
    target = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.source
