"""The pages in front of the courses: home, catalogue, and plain pages of information."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from courses.models import CoursePage

TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


def courses_below(page: Page) -> models.QuerySet[CoursePage]:
    """The live courses below `page`, in their order, with their pictures: three queries, however many there are."""
    return (
        CoursePage.objects.live().descendant_of(page).order_by("path").prefetch_related("picture__renditions")
    )


class HomePage(Page):
    lead = models.TextField(
        _("lead"), max_length=400, blank=True, help_text=_("What is offered here, and to whom.")
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Decoration; it is not read aloud."),
    )
    body = RichTextField(_("text"), features=TEXT, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("picture"), FieldPanel("body")]

    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"courses": courses_below(self)}

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.CataloguePage", "home.InfoPage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class CataloguePage(Page):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]

    search_fields = [*Page.search_fields, index.SearchField("intro")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"courses": courses_below(self)}

    parent_page_types = ["home.HomePage"]
    subpage_types = ["courses.CoursePage"]

    class Meta:
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")


class InfoPage(Page):
    """Imprint, privacy, accessibility: what the operator has to say apart from courses."""

    body = RichTextField(_("text"), features=TEXT)

    content_panels = [*Page.content_panels, FieldPanel("body")]

    search_fields = [*Page.search_fields, index.SearchField("body")]

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
