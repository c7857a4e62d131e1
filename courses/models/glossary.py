from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index


class GlossaryTerm(index.Indexed, TranslatableMixin, models.Model):
    """A word of the trade, explained wherever a lesson uses it."""

    term = models.CharField(_("term"), max_length=120)
    forms = models.TextField(
        _("other forms"),
        blank=True,
        help_text=_("Plurals, cases and synonyms as they stand in texts, one on each line."),
    )
    definition = models.TextField(_("definition"))

    panels = [FieldPanel("term"), FieldPanel("forms"), FieldPanel("definition")]

    search_fields = [
        index.SearchField("term"),
        index.SearchField("definition"),
        index.FilterField("locale_id"),
    ]

    class Meta(TranslatableMixin.Meta):
        ordering = ["term"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        constraints = [
            models.UniqueConstraint(fields=["locale", "term"], name="one_definition_per_term_and_language")
        ]

    def __str__(self) -> str:
        return self.term

    @property
    def spellings(self) -> list[str]:
        """Every form under which the term is found in a text."""
        return [self.term, *(line.strip() for line in self.forms.splitlines() if line.strip())]
