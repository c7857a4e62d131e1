from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from django_filters import ModelMultipleChoiceFilter
from taggit.models import Tag
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from . import edition_views
from .actions import separate_copies
from .editions import course_of
from .models import BankQuestion, CoursePage, GlossaryTerm, LessonPage, ModulePage, QuizPage


class BankQuestionFilterSet(WagtailFilterSet):
    tags = ModelMultipleChoiceFilter(
        label=_("Tags"), queryset=Tag.objects.filter(courses_bankquestiontag_items__isnull=False).distinct()
    )

    class Meta:
        model = BankQuestion
        fields = ["tags", "live"]


class BankQuestionViewSet(SnippetViewSet):
    model = BankQuestion
    icon = "help"
    menu_label = _("Question bank")
    filterset_class = BankQuestionFilterSet
    inspect_view_enabled = True


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossary")
    search_fields = ["term", "definition"]


class TeachingViewSet(SnippetViewSetGroup):
    items = (BankQuestionViewSet, GlossaryTermViewSet)
    menu_label = _("Teaching")
    menu_icon = "clipboard-list"
    menu_order = 200


register_snippet(TeachingViewSet)


@hooks.register("after_copy_page")
def separate_what_learners_do(request: HttpRequest, page: Page, new_page: Page) -> None:
    separate_copies(page=new_page)


@hooks.register("register_admin_urls")
def addresses_of_editions() -> list[URLResolver]:
    course = "<uuid:course_key>/"
    addresses = [
        path(course, edition_views.index, name="index"),
        path(f"{course}<int:number>/", edition_views.detail, name="detail"),
        path(f"{course}<int:number>/<str:language>/<uuid:key>/", edition_views.content, name="content"),
    ]
    return [path("editions/", include((addresses, "editions")))]


@hooks.register("register_page_header_buttons")
def button_to_editions(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if not isinstance(page, CoursePage | ModulePage | LessonPage | QuizPage):
        return
    course = course_of(page)
    if course is not None and course.permissions_for_user(user).can_edit():
        url = reverse("editions:index", args=[course.translation_key])
        yield Button(_("Editions"), url=url, icon_name="history", priority=66)
