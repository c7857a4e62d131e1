"""Publishing pages, and recording what is published."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from wagtail.models import Page

from .. import outline
from ..contents import Found, digest
from ..editions import published
from ..models import CoursePage, Edition, LessonPage, Manifest, PublishedContent, QuizPage
from ..search.entries import entries_of_course
from ..search.index import index


@transaction.atomic
def record_edition(*, course_key: UUID, by: Any = None) -> Edition | None:
    """Record what is published of a course now, if that differs from the newest edition, and let the search find it.

    Returns the newest edition, or None when no page of the course is live. The same content has the same digest on any
    database.
    """
    now = published(course_key)
    index(course_key=course_key, entries=entries_of_course(course_key, now))
    newest = Edition.objects.select_for_update().filter(course_key=course_key).order_by("-number").first()
    if now is None:
        return newest
    data = outline.to_data(now.shape)
    digests = {
        language: {key: entry["content"] for key, entry in entries.items()}
        for language, entries in now.found.manifest.items()
    }
    fingerprint = digest({"outline": data, "wording": now.wording, "contents": digests})
    if newest is None or newest.digest != fingerprint:
        newest = Edition.objects.create(
            course_key=course_key,
            number=newest.number + 1 if newest else 1,
            digest=fingerprint,
            outline=data,
            wording=now.wording,
            urls=now.urls,
            created_by=by,
        )
        _keep(newest, now.found)
    elif newest.urls != now.urls:
        newest.urls = now.urls
        newest.save(update_fields=["urls"])
    return newest


def _keep(edition: Edition, found: Found) -> None:
    """Write down what `edition` holds, so that it can be read when the pages have long become others."""
    known = set(
        PublishedContent.objects.filter(digest__in=found.contents.keys()).values_list("digest", flat=True)
    )
    PublishedContent.objects.bulk_create(
        [
            PublishedContent(digest=key, content=content)
            for key, content in found.contents.items()
            if key not in known
        ],
        ignore_conflicts=True,
    )
    Manifest.objects.create(edition=edition, entries=found.manifest, revisions=found.revisions)


@transaction.atomic
def separate_copies(*, page: Page) -> None:
    """Give the blocks at and below a copied `page` ids of their own.

    The id of a block is the key of its activity, question or competence: with the same id a lesson and its copy would
    share what learners did. Translations are meant to share it and are not copies in this sense.
    """
    for copied in page.get_descendants(inclusive=True).specific():
        field = {CoursePage: "competences", LessonPage: "body", QuizPage: "questions"}.get(type(copied))
        if field is None or not getattr(copied, field).raw_data:
            continue
        blocks = [dict(block) | {"id": str(uuid4())} for block in getattr(copied, field).raw_data]
        setattr(copied, field, blocks)
        copied.save()
        copied.save_revision(log_action=False)


def publish(*, page: Page, by: Any = None) -> Page:
    """Save `page` as a revision and publish it, as the admin does.

    Raises ValidationError, on the fields, when it cannot be published.
    """
    page.full_clean()
    page.save_revision(user=by).publish(user=by)
    return page
