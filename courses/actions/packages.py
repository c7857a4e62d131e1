"""Packages in the hands of trainers."""

from __future__ import annotations

from typing import Any, BinaryIO, NamedTuple

from django.db import transaction
from wagtail.log_actions import log

from h5p.actions import Imported, import_package
from h5p.models import Content

from ..models import H5PPackage
from ..packages import courses_of, out_of_reach, states_fit, uses_of
from ..refusals import PackageInUse, RuleOutOfReach, SamePackage, StatesDoNotFit
from .publishing import record_edition

REPLACED = "courses.replace_package"


class Uploaded(NamedTuple):
    package: H5PPackage
    imported: Imported


def upload_package(*, file: BinaryIO, title: str = "", may_install: bool, by: Any = None) -> Uploaded:
    """Import the package in `file` and give it to trainers, under the title that it brings unless another is given.

    Raises what `h5p.actions.import_package` raises. A large file takes its time, and none of it inside a transaction.
    """
    imported = import_package(file=file, may_install=may_install)
    with transaction.atomic():
        package = H5PPackage.objects.create(
            title=title or imported.content.title, content=imported.content, uploaded_by=by
        )
        log(package, "wagtail.create", user=by)
    return Uploaded(package, imported)


@transaction.atomic
def replace_package(
    *, package: H5PPackage, content: Content, keeps_states: bool, by: Any = None
) -> H5PPackage:
    """Show `content` wherever `package` is used, and record the editions that follow.

    Learners go on where they were with `keeps_states`, and begin anew without. What they reached stays either way.
    Raises SamePackage, StatesDoNotFit and RuleOutOfReach.
    """
    package = H5PPackage.objects.select_for_update().get(pk=package.pk)
    if package.content_id == content.pk:
        raise SamePackage
    if keeps_states and not states_fit(package.content, content):
        raise StatesDoNotFit
    uses = uses_of(package)
    if out_of_reach(uses, content):
        raise RuleOutOfReach
    package.content = content
    if not keeps_states:
        package.generation += 1
    package.save()
    log(package, REPLACED, user=by, data={"keeps_states": keeps_states})
    for course_key in courses_of(uses):
        record_edition(course_key=course_key, by=by)
    return package


@transaction.atomic
def rename_package(*, package: H5PPackage, title: str, by: Any = None) -> None:
    """Give `package` another title. Learners read it, so this makes editions too."""
    package.title = title
    package.save()
    log(package, "wagtail.edit", user=by)
    for course_key in courses_of(uses_of(package)):
        record_edition(course_key=course_key, by=by)


@transaction.atomic
def delete_package(*, package: H5PPackage, by: Any = None) -> None:
    """Take `package` out of the trainers' hands. What it held stays, because editions name it.

    Raises PackageInUse.
    """
    if uses_of(package):
        raise PackageInUse
    log(package, "wagtail.delete", user=by, deleted=True)
    package.delete()
