"""The index of the search: derived from editions and the glossary, and made anew by `rebuild_search`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    COURSE = "course", _("Course")
    MODULE = "module", _("Module")
    LESSON = "lesson", _("Lesson")
    TEST = "test", _("Test")
    TOOL = "tool", _("Practical tool")
    TERM = "term", _("Word explained")


class SearchEntry(models.Model):
    """One thing that can be found, in one language.

    `place` is where it lies, from the course down, as pairs of title and address; `step_key` the lesson or test that one
    has to open for it. Terms of the glossary belong to no course. `text` is for those who may read the lesson.
    """

    course_key = models.UUIDField(null=True)
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=6, choices=Kind)
    key = models.UUIDField()
    step_key = models.UUIDField(null=True)
    title = models.TextField()
    summary = models.TextField()
    text = models.TextField()
    url = models.TextField()
    place = models.JSONField()
    file = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "language"], name="one_entry_per_thing_and_language"
            )
        ]
        indexes = [models.Index(fields=["course_key", "language"], name="entries_of_a_course")]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A word that stands, or stood, in an entry: folded, and its stem."""

    language = models.CharField(max_length=12)
    form = models.CharField(max_length=64)
    stem = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("search word")
        verbose_name_plural = _("search words")
        constraints = [
            models.UniqueConstraint(fields=["language", "form"], name="one_row_per_word_and_language")
        ]

    def __str__(self) -> str:
        return self.form


class SearchPosting(models.Model):
    """That an entry has a word, and how strongly it is about it (see `courses.search.ranking`)."""

    word = models.ForeignKey(SearchWord, on_delete=models.CASCADE, related_name="postings", db_index=False)
    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="postings")
    weight = models.FloatField()

    class Meta:
        verbose_name = _("search posting")
        verbose_name_plural = _("search postings")
        constraints = [
            models.UniqueConstraint(fields=["word", "entry"], name="one_posting_per_word_and_entry")
        ]

    def __str__(self) -> str:
        return f"{self.word_id} {self.entry_id}"
