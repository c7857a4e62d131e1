"""Who may read a course page, what of their learning it shows, and whom a change of it touches."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from courses.models import CoursePage, LessonPage, ModulePage, QuizPage

from . import actions, live_edits
from .entrance import turned_away
from .impact import impact_of_moving, impact_of_publishing, impact_of_withdrawing
from .permissions import courses_of
from .presentation import Presentation
from .presenters import edition_of_page, present_course, present_test, with_news, with_notes

COURSE_PAGES = (CoursePage, ModulePage, LessonPage, QuizPage)


@hooks.register("register_admin_urls")
def teaching_urls() -> list[Any]:
    return [path("learners/", include("learning.admin_urls"))]


class LearnersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return courses_of(request.user).exists()


@hooks.register("register_admin_menu_item")
def learners_menu_item() -> MenuItem:
    return LearnersMenuItem(_("Learners"), reverse("learners:courses"), icon_name="group", order=210)


@hooks.register("register_permissions")
def permissions_to_grant() -> Any:
    return Permission.objects.filter(content_type__app_label="learning", codename="withdraw_completion")


@hooks.register("before_serve_page")
def show_learning(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """Course and module pages are public; lessons and tests are for the enrolled, and for those who write them."""
    if not isinstance(page, CoursePage | ModulePage | LessonPage | QuizPage):
        return None
    learning = _present(page, request)
    request.learning = learning  # type: ignore[attr-defined]
    if isinstance(page, CoursePage) and learning.enrolment and request.method == "GET":
        learning.has_just_finished = actions.note_congratulation(enrolment=learning.enrolment)
    if isinstance(page, CoursePage | ModulePage):
        return None
    return turned_away(request, page, learning, learning.step)


def _present(page: Page, request: HttpRequest) -> Presentation:
    edition = edition_of_page(page)
    if edition is None:
        raise Http404
    # The learner's, which is not that of the page where it is not translated.
    language = get_language() or page.locale.language_code
    if isinstance(page, QuizPage):
        return present_test(edition=edition, user=request.user, language=language, test=page)
    current = None if isinstance(page, CoursePage) else page.translation_key
    presentation = present_course(edition=edition, user=request.user, language=language, current=current)
    if isinstance(page, CoursePage):
        return with_news(presentation)
    return with_notes(presentation) if isinstance(page, LessonPage) else presentation


@hooks.register("before_edit_page")
def show_whom_publishing_touches(request: HttpRequest, page: Page) -> None:
    if request.method == "GET" and isinstance(page, COURSE_PAGES):
        live_edits.show(request, impact_of_publishing(page))


@hooks.register("before_publish_page")
def ask_before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What is to be published is saved as a draft already: the second press of the button publishes it."""
    if not isinstance(page, COURSE_PAGES):
        return None
    back = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return live_edits.ask(request, "publish", page, impact_of_publishing(page), back)


@hooks.register("before_unpublish_page")
def ask_before_withdrawing(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not isinstance(page, COURSE_PAGES):
        return None
    return live_edits.ask(request, "unpublish", page, impact_of_withdrawing(page), request.get_full_path())


@hooks.register("before_delete_page")
def show_whom_deleting_touches(request: HttpRequest, page: Page) -> None:
    """Deleting has a page of its own that asks."""
    found = page.specific
    if request.method == "GET" and isinstance(found, COURSE_PAGES):
        live_edits.show(request, impact_of_withdrawing(found))


@hooks.register("before_move_page")
def show_whom_moving_touches(request: HttpRequest, page: Page, destination: Page) -> None:
    found = page.specific
    if request.method == "GET" and isinstance(found, COURSE_PAGES):
        live_edits.show(request, impact_of_moving(found))
