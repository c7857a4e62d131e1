from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..outline import Outline, from_data
from ..translations import address, best_language


class EditionQuerySet(models.QuerySet["Edition"]):
    def current(self) -> "EditionQuerySet":
        """The newest edition of each course."""
        newest = self.model.objects.filter(course_key=models.OuterRef("course_key")).order_by("-number")
        return self.filter(number=models.Subquery(newest.values("number")[:1]))


class Edition(models.Model):
    """What was published of a course at one time, in all its languages.

    `outline` is the shape of the course (see `courses.outline`), `wording` the title and summary of each page by language
    and key. Both make up `digest`, together with the digests of what the pages hold (see `Manifest`). `urls` says where
    the pages are now; it is brought up to date in place and is not part of the digest.
    """

    course_key = models.UUIDField()
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    outline = models.JSONField()
    wording = models.JSONField()
    urls = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["course_key", "-number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["course_key", "number"], name="one_edition_per_course_and_number")
        ]

    def __str__(self) -> str:
        return f"{self.course_key} {self.number}"

    @cached_property
    def shape(self) -> Outline:
        return from_data(self.outline)

    def title(self, key: object, language: str) -> str:
        """The title of a course, module or step in `language`, or in the next best one where it is not translated."""
        return self._words(key, language).get("title", "")

    def summary(self, key: object, language: str) -> str:
        return self._words(key, language).get("summary", "")

    def language(self, key: object, language: str) -> str:
        """In which language readers of `language` get the title of `key`."""
        return best_language(language, [code for code, words in self.wording.items() if str(key) in words])

    def text_language(self, key: object, language: str) -> str:
        """In which language they get its text. A lesson may have a title in one in which it has no text yet."""
        whole = [
            code
            for code, words in self.wording.items()
            if str(key) in words and words[str(key)].get("has_text", True)
        ]
        return best_language(language, whole)

    def url(self, key: object, language: str) -> str:
        """Where the page of `key` is for readers of `language`; empty for what has no page."""
        urls = self.languages(key)
        if language in urls or not urls:
            return urls.get(language, "")
        return (
            address(key, language) if language in dict(settings.LANGUAGES) else urls[best_language("", urls)]
        )

    def languages(self, key: object) -> dict[str, str]:
        """The address of `key` in each language that has it."""
        return {language: urls[str(key)] for language, urls in self.urls.items() if str(key) in urls}

    def _words(self, key: object, language: str) -> dict[str, Any]:
        return self.wording.get(self.language(key, language), {}).get(str(key), {})


class Manifest(models.Model):
    """What the pages of an edition hold, by language and key; apart from it, since learners never ask for it.

    `entries` come from `courses.contents`. `revisions` are the pages' live revisions at the time: they belong to this
    database and are not part of any digest.
    """

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="manifest"
    )
    entries = models.JSONField()
    revisions = models.JSONField()

    class Meta:
        verbose_name = _("manifest")
        verbose_name_plural = _("manifests")

    def __str__(self) -> str:
        return str(self.edition_id)


class PublishedContent(models.Model):
    """A course page, lesson or test as it was published: named by its digest, shared by editions, never changed."""

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("published content")
        verbose_name_plural = _("published contents")

    def __str__(self) -> str:
        return self.digest
