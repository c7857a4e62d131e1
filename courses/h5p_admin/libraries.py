"""The libraries that H5P content needs, for those who may install them: programs, so administrators only."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from h5p.actions import remove_libraries
from h5p.format.libraries import parse_library_name
from h5p.models import Library
from h5p.refusals import LibraryInUse, LibraryNotInstalled
from h5p.usage import unused_libraries

REMOVE = "h5p.delete_library"


@require_safe
@permission_required(REMOVE, raise_exception=True)
def index(request: HttpRequest) -> HttpResponse:
    """All of them, the unused ones with a tick to remove them. Four queries."""
    unused = {library.pk for library in unused_libraries()}
    libraries = Library.objects.defer("semantics", "files").annotate(content_count=Count("used_in"))
    context = {
        "libraries": [{"library": one, "is_unused": one.pk in unused} for one in libraries],
        "has_unused": bool(unused),
        "header_title": _("H5P libraries"),
        "header_icon": "cogs",
        "breadcrumbs_items": [{"url": "", "label": _("H5P libraries")}],
    }
    return render(request, "courses/packages/libraries.html", context)


@require_POST
@permission_required(REMOVE, raise_exception=True)
def remove(request: HttpRequest) -> HttpResponse:
    names = [name for text in request.POST.getlist("library") if (name := parse_library_name(text))]
    try:
        removed = remove_libraries(names=names)
    except (LibraryInUse, LibraryNotInstalled) as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(count)s library was removed.", "%(count)s libraries were removed.", len(removed))
        messages.success(request, said % {"count": len(removed)})
    return redirect("h5p_libraries:index")
