"""A whole module to print, for those who may read its lessons. Nothing is recorded, and no browser keeps a copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from uuid import UUID

from allauth.core.internal.ratelimit import consume
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page, PageViewRestriction

from courses.models import ModulePage
from courses.translations import live_page

from ..actions.record import current_edition
from ..entrance import turned_away
from ..paper import LessonOnPaper, lessons_of, text_of, with_parts
from ..paper_pictures import Pictures
from ..presentation import ModuleRow, Presentation
from ..presenters import present_course

# In the words of allauth's settings: setting a module in type takes seconds.
LIMIT = {"print": "10/m/user"}

View = Callable[[HttpRequest, Presentation, ModuleRow, list[LessonOnPaper]], HttpResponse]


def for_readers(view: View) -> Callable[[HttpRequest, UUID, UUID], HttpResponse]:
    """The module with its lessons, for those to whom its pages are open."""

    @wraps(view)
    def wrapped(request: HttpRequest, course_key: UUID, module_key: UUID) -> HttpResponse:
        language = get_language() or ""
        page, edition = live_page(ModulePage, module_key, language), current_edition(course_key)
        if page is None or edition is None:
            raise Http404
        learning = present_course(edition=edition, user=request.user, language=language, current=module_key)
        row = learning.module
        if row is None:
            raise Http404
        if answer := turned_away(request, page, learning, row):
            return answer
        lessons = lessons_of(row, language, is_trainer=not learning.is_enrolled)
        if not _are_open(request, [page, *(lesson.page for lesson in lessons)]):
            messages.info(
                request, _("Parts of this module are protected. Please open its lessons one by one.")
            )
            return redirect(row.url)
        return view(request, learning, row, with_parts(lessons))

    return wrapped


@require_safe
@never_cache
@for_readers
def module(
    request: HttpRequest, learning: Presentation, row: ModuleRow, lessons: list[LessonOnPaper]
) -> HttpResponse:
    text = text_of(request, learning, row, lessons, Pictures(is_enclosed=False))
    return render(request, "learning/paper/page.html", {"learning": learning, "text": text})


@require_safe
@never_cache
@for_readers
def module_pdf(
    request: HttpRequest, learning: Presentation, row: ModuleRow, lessons: list[LessonOnPaper]
) -> HttpResponse:
    if not consume(request, app="learning", action="print", config=LIMIT, limit_get=True):
        response = render(request, "429.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = "60"
        return response
    # Loads Pango, which only this page needs.
    from ..module_sheet import pdf_of

    pictures = Pictures(is_enclosed=True)
    content = pdf_of(learning, text_of(request, learning, row, lessons, pictures), pictures)
    name = f"{slugify(row.title, allow_unicode=True)[:80]}-{learning.edition.number}.pdf"
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _are_open(request: HttpRequest, pages: list[Page]) -> bool:
    """Whether Wagtail's own restrictions, on these pages and all above them, let the reader in. One query."""
    paths = {
        page.path[:end] for page in pages for end in range(Page.steplen, len(page.path) + 1, Page.steplen)
    }
    restrictions = PageViewRestriction.objects.filter(page__path__in=paths)
    return all(restriction.accept_request(request) for restriction in restrictions)
