"""The pages in front of the courses: home, catalogue, and plain pages of information."""

from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from courses.models import CoursePage
from courses.models.publishable import PublishablePage
from courses.translations import best_language, order_for

from .contact import ANCHOR, SENT, take
from .forms import LookForm
from .schemes import Colouring, Scheme, colouring

TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


def courses_below(page: Page) -> models.QuerySet[CoursePage]:
    """The live courses below `page`, in their order, with their pictures: three queries, however many there are."""
    return (
        CoursePage.objects.live().descendant_of(page).order_by("path").prefetch_related("picture__renditions")
    )


class Elsewhere(NamedTuple):
    """A course that is not written in the language of the catalogue, in the best language that it has."""

    course: CoursePage
    languages: list[CoursePage]
    """The same course in every language that has it."""


def courses_elsewhere(page: Page) -> list[Elsewhere]:
    """The live courses below the translations of `page` that it has not itself: three queries at most."""
    catalogues = page.get_translations().live().values_list("path", flat=True)
    below = reduce(or_, (models.Q(path__startswith=path) for path in catalogues), models.Q(pk=None))
    own = CoursePage.objects.live().descendant_of(page).values("translation_key")
    found: dict[UUID, dict[str, CoursePage]] = {}
    courses = CoursePage.objects.live().filter(below).exclude(translation_key__in=own)
    for course in courses.select_related("locale").order_by("path"):
        found.setdefault(course.translation_key, {})[course.locale.language_code] = course
    order = order_for(page.locale.language_code)
    return [
        Elsewhere(
            translations[best_language(page.locale.language_code, translations)],
            [translations[code] for code in order if code in translations],
        )
        for translations in found.values()
    ]


class HomePage(PublishablePage):
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
        easy = InfoPage.objects.live().child_of(self).filter(is_easy_to_read=True).first()
        context = {"courses": courses_below(self), "easy_to_read": easy}
        return super().get_context(request, *args, **kwargs) | context

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.CataloguePage", "home.InfoPage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class CataloguePage(Page):
    """All courses of one language; which of them are shown is asked for in the address (see `home.offers`)."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]

    search_fields = [*Page.search_fields, index.SearchField("intro")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .offers import offers

        context = {"offers": offers(self, request.GET), "elsewhere": courses_elsewhere(self)}
        return super().get_context(request, *args, **kwargs) | context

    parent_page_types = ["home.HomePage"]
    subpage_types = ["courses.CoursePage"]

    class Meta:
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")


class InfoPage(PublishablePage):
    """Imprint, privacy, accessibility: what the operator has to say apart from courses."""

    body = RichTextField(_("text"), features=TEXT)
    is_easy_to_read = models.BooleanField(
        _("easy to read"),
        default=False,
        help_text=_(
            "A text in easy language: shown large and with much space, and linked at the top of the home page."
        ),
    )

    has_contact_form = models.BooleanField(
        _("contact form"),
        default=False,
        help_text=_(
            "Below the text readers can write to you. The law asks for it on the accessibility statement."
        ),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("body"),
        FieldPanel("is_easy_to_read"),
        FieldPanel("has_contact_form"),
    ]

    search_fields = [*Page.search_fields, index.SearchField("body")]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; with a form on it, what is sent by that form as well."""
        contact = take(request) if self.has_contact_form and settings.CONTACT_EMAIL else None
        if contact and contact.is_sent:
            return redirect(f"{request.path}?{SENT}#{ANCHOR}")
        response: HttpResponse = super().serve(request, *args, contact=contact, **kwargs)
        response.status_code = contact.status if contact else response.status_code
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"contact": kwargs.get("contact")}

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")


@register_setting(icon="palette")
class Look(BaseSiteSetting):
    """What the operator sets of the look of a site; its name is that of Wagtail's `Site`."""

    logo = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_(
            "Stands in front of the name, and is not read aloud. A drawing (SVG) stays sharp on every screen."
        ),
    )
    scheme = models.CharField(_("colours"), max_length=8, choices=Scheme, default=Scheme.OWN)
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        help_text=_("With Agora’s colours: for buttons, links and headers, as #rrggbb. Empty: Agora’s blue."),
    )
    theme = models.JSONField(default=dict, blank=True, editable=False)
    """The colours of a theme from a file: our tokens for `light` and `dark`."""

    base_form_class = LookForm
    panels = [
        FieldPanel("site_name"),
        FieldPanel("logo"),
        FieldPanel("scheme"),
        FieldPanel("accent"),
        FieldPanel("theme_file"),
    ]

    class Meta:
        verbose_name = _("look of the site")

    @property
    def colours(self) -> Colouring:
        return colouring(Scheme(self.scheme), self.accent, self.theme)
