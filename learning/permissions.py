"""Who may see and correct what others have learnt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from wagtail.permissions import page_permission_policy

from courses.models import CoursePage


def courses_of(trainer: Any) -> QuerySet[CoursePage]:
    """The course pages that somebody may edit, in all languages: they are the trainers of these courses."""
    pages = page_permission_policy.instances_user_has_permission_for(trainer, "change")
    return CoursePage.objects.filter(pk__in=pages.values("pk"))


def may_correct(trainer: Any, course_key: UUID) -> bool:
    return bool(
        trainer.is_active
        and trainer.has_perm("wagtailadmin.access_admin")
        and courses_of(trainer).filter(translation_key=course_key).exists()
    )


def may_withdraw(administrator: Any) -> bool:
    """Only administrators take back that somebody has finished, or whoever they gave the permission to."""
    return bool(administrator.has_perm("learning.withdraw_completion"))
