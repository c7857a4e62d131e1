"""Whatever changes what learners see of a course records an edition: its pages, their files, the bank.

What changes the glossary changes what the search finds.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)
from wagtail.utils.file import hash_filelike

from .actions import note_change, note_terms
from .editions import course_of
from .models import BankQuestion, CourseMedia, CoursePage, GlossaryTerm, LessonPage, ModulePage, QuizPage


def on_page_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, CoursePage | ModulePage | LessonPage | QuizPage):
        course = course_of(instance)
        if course is not None:
            revision = kwargs.get("revision")
            note_change(course_key=course.translation_key, by=_who(revision))


def on_page_relocated(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A move or a new slug changes the addresses of every course at, above or below the page."""
    places = [instance]
    if parent := kwargs.get("parent_page_before"):
        places.append(parent)
    courses = {
        course.translation_key
        for place in places
        for course in (*CoursePage.objects.descendant_of(place, inclusive=True), course_of(place))
        if course is not None
    }
    _record(courses)


def on_page_deleted(sender: Any, instance: Page, **kwargs: Any) -> None:
    course = CoursePage.objects.filter(path__in=_ancestor_paths(instance)).first()
    if course is not None:
        note_change(course_key=course.translation_key, by=_who())


def on_course_deleted(sender: Any, instance: CoursePage, **kwargs: Any) -> None:
    """What is left are its translations."""
    note_change(course_key=instance.translation_key, by=_who())


def on_question_changed(sender: Any, instance: BankQuestion, **kwargs: Any) -> None:
    """Any test that draws in this language may draw it now, or may have drawn it before."""
    tests = QuizPage.objects.live().filter(locale_id=instance.locale_id)
    _record(_courses_of(test for test in tests if test.draws))


def on_file_chosen(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A new file behind a picture, document or film, about to be stored: what is known of the old one is over."""
    instance.has_new_file = bool(instance.file) and not instance.file._committed
    if instance.has_new_file:
        instance.file_hash = hash_filelike(instance.file)


def on_file_stored(sender: Any, instance: Any, *, created: bool, **kwargs: Any) -> None:
    if instance.has_new_file and not created:
        _record(_courses_of(_pages_with(instance)))


def on_file_going(sender: Any, instance: Any, **kwargs: Any) -> None:
    instance.courses_with_it = _courses_of(_pages_with(instance))


def on_file_gone(sender: Any, instance: Any, **kwargs: Any) -> None:
    _record(instance.courses_with_it)


def on_term_changed(sender: Any, **kwargs: Any) -> None:
    note_terms()


def _pages_with(file: Any) -> Iterable[Page]:
    references = ReferenceIndex.get_references_to(file).filter(
        base_content_type=ContentType.objects.get_for_model(Page)
    )
    return Page.objects.filter(pk__in={int(reference.object_id) for reference in references})


def _courses_of(pages: Iterable[Page]) -> set[UUID]:
    return {course.translation_key for page in pages if (course := course_of(page)) is not None}


def _record(courses: Iterable[UUID]) -> None:
    for course_key in courses:
        note_change(course_key=course_key, by=_who())


def _who(revision: Any = None) -> Any:
    """Who is at work in the admin; elsewhere the author of the revision, as far as one is known."""
    return get_active_log_context().user or (revision.user if revision else None)


def _ancestor_paths(page: Page) -> list[str]:
    return [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]


def register() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(on_page_changed)
    for signal in (page_slug_changed, post_page_move):
        signal.connect(on_page_relocated)
    for model in (ModulePage, LessonPage, QuizPage):
        post_delete.connect(on_page_deleted, sender=model)
    post_delete.connect(on_course_deleted, sender=CoursePage)
    for signal in (published, unpublished, post_delete):
        signal.connect(on_question_changed, sender=BankQuestion)
    for signal in (post_save, post_delete):
        signal.connect(on_term_changed, sender=GlossaryTerm)
    for model in (get_image_model(), get_document_model(), CourseMedia):
        pre_save.connect(on_file_chosen, sender=model)
        post_save.connect(on_file_stored, sender=model)
        pre_delete.connect(on_file_going, sender=model)
        post_delete.connect(on_file_gone, sender=model)
