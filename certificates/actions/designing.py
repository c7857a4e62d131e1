"""What sets how certificates look. It holds from the next one on: those that were issued keep their look."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from django.db import transaction

from accounts.models import User

from ..design import Design, PrintedPicture
from ..permissions import may_design
from ..refusals import NotAllowed


def set_design(*, by: User, design: Design) -> None:
    """Keep `design` and what is printed of its pictures. Raises NotAllowed; ValidationError: a picture cannot be printed."""
    if not may_design(by, design.course_key):
        raise NotAllowed
    # Reads and converts files, for which nobody else's transaction shall wait.
    look, prints = design.composed()
    design.look_data = asdict(look)
    with transaction.atomic():
        PrintedPicture.objects.bulk_create(
            [
                PrintedPicture(digest=digest, media_type=made.media_type, content=made.content)
                for digest, made in prints.items()
            ],
            ignore_conflicts=True,
        )
        design.save()


@transaction.atomic
def remove_design(*, by: User, course_key: UUID) -> None:
    """Let the certificates of a course look as those of the whole site do. Raises NotAllowed."""
    if not may_design(by, course_key):
        raise NotAllowed
    Design.objects.filter(course_key=course_key).delete()
