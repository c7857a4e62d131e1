from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StreamValue
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Locale, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from .. import quiz
from ..blocks.questions import test_question_blocks, to_question


class BankQuestionTag(TaggedItemBase):
    content_object = ParentalKey(
        "courses.BankQuestion", on_delete=models.CASCADE, related_name="tagged_items"
    )


class BankQuestionQuerySet(models.QuerySet["BankQuestion"]):
    def live(self) -> "BankQuestionQuerySet":
        return self.filter(live=True)

    def tagged(self, tags: set[str]) -> "BankQuestionQuerySet":
        return self.filter(tags__name__in=tags).distinct().prefetch_related("tags")


class BankQuestion(index.Indexed, DraftStateMixin, RevisionMixin, TranslatableMixin, ClusterableModel):
    """A question that any quiz may draw by one of its tags."""

    body = StreamField(test_question_blocks(), min_num=1, max_num=1, verbose_name=_("question"))
    tags = ClusterTaggableManager(through=BankQuestionTag, verbose_name=_("tags"))

    panels = [FieldPanel("body"), FieldPanel("tags")]

    # Tags are keys: a test draws by the same ones in every language.
    translatable_fields = [TranslatableField("body"), SynchronizedField("tagged_items", overridable=False)]

    search_fields = [index.SearchField("body"), index.FilterField("locale_id")]

    objects = BankQuestionQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        ordering = ["pk"]
        verbose_name = _("bank question")
        verbose_name_plural = _("question bank")

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises PublishingRefused for a translation that is not complete."""
        from ..publishing import PublishingRefused
        from ..untranslated import refusals

        if found := [(None, reason) for reason in refusals(self)]:
            raise PublishingRefused(self, found)
        return super().publish(revision, *args, **kwargs)

    def __str__(self) -> str:
        return Truncator(strip_tags(self.body[0].value["prompt"].source)).chars(80) if self.body else ""

    @property
    def question(self) -> quiz.Question:
        return to_question(self.body[0], key=str(self.translation_key))


def bank(tags: set[str], locale: Locale) -> dict[str, list[quiz.Question]]:
    """The live questions of the bank in one language, by tag."""
    found: dict[str, list[quiz.Question]] = {tag: [] for tag in tags}
    if tags:
        rows = list(BankQuestion.objects.live().tagged(tags).filter(locale=locale))
        for row, question in zip(rows, _questions_of(rows), strict=True):
            for tag in row.tags.all():
                if tag.name in found:
                    found[tag.name].append(question)
    return found


def _questions_of(rows: list[BankQuestion]) -> Iterator[quiz.Question]:
    """As one stream: the lessons to read again are found at once for each type of question, not row by row."""
    raw = [row.body.raw_data[0] for row in rows]
    stream = StreamValue(BankQuestion.body.field.stream_block, raw, is_lazy=True)
    for row, child in zip(rows, stream, strict=True):
        yield to_question(child, key=str(row.translation_key))
