from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_filters import ModelMultipleChoiceFilter
from taggit.models import Tag
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from . import edition_views, translation_views
from .accessibility import views as accessibility_views
from .accessibility.checker import Checker
from .accessibility.findings import Severity
from .accessibility.pages import findings_on
from .actions import separate_copies
from .actions.packages import REPLACED
from .advising import advice
from .editions import course_of
from .h5p_admin import libraries
from .h5p_admin.chooser import PackageChooserViewSet, chooser
from .h5p_admin.viewsets import PackageViewSet
from .models import BankQuestion, CoursePage, GlossaryTerm, LessonPage, ModulePage, QuizPage
from .publishing import PublishingRefused
from .untranslated import refusals


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


@hooks.register("after_publish_page")
def say_what_could_be_better(request: HttpRequest, page: Page) -> None:
    if isinstance(page, CoursePage):
        for sentence in advice(page):
            messages.warning(request, sentence)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def say_what_shuts_somebody_out(request: HttpRequest, page: Page) -> None:
    """In a line; the list is in the panel of checks. What is saved by itself says nothing, or it would say it all day."""
    if not request.accepts("text/html"):
        return
    findings = findings_on(page)
    gates = sum(finding.severity is Severity.GATE for finding in findings)
    if gates:
        sentence = ngettext(
            "Accessibility: %(count)d thing has to be put right before this page can be published. See “Checks”.",
            "Accessibility: %(count)d things have to be put right before this page can be published. See “Checks”.",
            gates,
        )
        messages.warning(request, sentence % {"count": gates})
    elif findings:
        sentence = ngettext(
            "Accessibility: there is %(count)d piece of advice on this page. See “Checks”.",
            "Accessibility: there are %(count)d pieces of advice on this page. See “Checks”.",
            len(findings),
        )
        messages.info(request, sentence % {"count": len(findings)})


@hooks.register("construct_wagtail_userbar")
def check_by_our_rules_too(request: HttpRequest, items: list[Any], page: Any) -> None:
    items[:] = [
        Checker(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]


@hooks.register("before_edit_page", order=-1)
@hooks.register("before_edit_snippet", order=-1)
def refuse_half_a_translation(request: HttpRequest, thing: Any) -> None:
    """Before wagtail-localize publishes it: its own form could not say why it is refused."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return
    if found := [(None, reason) for reason in refusals(thing)]:
        raise PublishingRefused(thing, found)


@hooks.register("register_admin_urls")
def addresses_of_overviews() -> list[URLResolver]:
    course = "<uuid:course_key>/"
    addresses = [
        path(course, edition_views.index, name="index"),
        path(f"{course}<int:number>/", edition_views.detail, name="detail"),
        path(f"{course}<int:number>/<str:language>/<uuid:key>/", edition_views.content, name="content"),
    ]
    translations = [path(course, translation_views.index, name="index")]
    accessibility = [path(course, accessibility_views.index, name="index")]
    return [
        path("editions/", include((addresses, "editions"))),
        path("translations/", include((translations, "translations"))),
        path("accessibility/", include((accessibility, "accessibility"))),
    ]


@hooks.register("register_admin_viewset")
def packages() -> list[PackageViewSet | PackageChooserViewSet]:
    return [PackageViewSet("h5p_packages"), chooser]


@hooks.register("register_admin_urls")
def addresses_of_libraries() -> list[URLResolver]:
    addresses = [
        path("", libraries.index, name="index"),
        path("remove/", libraries.remove, name="remove"),
    ]
    return [path("h5p_libraries/", include((addresses, "h5p_libraries")))]


class LibrariesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        user: Any = request.user
        return user.has_perm(libraries.REMOVE)


@hooks.register("register_settings_menu_item")
def libraries_menu_item() -> MenuItem:
    return LibrariesMenuItem(_("H5P libraries"), reverse("h5p_libraries:index"), icon_name="cogs", order=800)


@hooks.register("register_permissions")
def permissions_to_grant() -> Any:
    """To install libraries and to remove them; whoever may not uses those that are installed."""
    return Permission.objects.filter(
        content_type__app_label="h5p", codename__in=["add_library", "delete_library"]
    )


class ReplacedFormatter(LogFormatter):
    label = _("Replace")

    def format_message(self, log_entry: Any) -> Any:
        if log_entry.data["keeps_states"]:
            return _("Replaced; learners go on where they were")
        return _("Replaced; learners begin anew")


@hooks.register("register_log_actions")
def words_of_the_history(actions: Any) -> None:
    actions.register_action(REPLACED)(ReplacedFormatter)


@hooks.register("register_page_header_buttons")
def buttons_to_overviews(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if not isinstance(page, CoursePage | ModulePage | LessonPage | QuizPage):
        return
    course = course_of(page)
    if course is not None and course.permissions_for_user(user).can_edit():
        url = reverse("editions:index", args=[course.translation_key])
        yield Button(_("Editions"), url=url, icon_name="history", priority=66)
        url = reverse("translations:index", args=[course.translation_key])
        yield Button(_("Translations"), url=url, icon_name="wagtail-localize-language", priority=67)
        url = reverse("accessibility:index", args=[course.translation_key])
        yield Button(_("Accessibility"), url=url, icon_name="glasses", priority=68)
