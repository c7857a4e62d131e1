"""What was published, read back."""

from __future__ import annotations

from courses.models import CoursePage, Edition, ModulePage


def numbers() -> list[int]:
    return list(Edition.objects.order_by("number").values_list("number", flat=True))


def newest() -> Edition:
    return Edition.objects.current().get()


def modules_of(course: CoursePage) -> list[ModulePage]:
    return list(ModulePage.objects.child_of(course).order_by("path"))
