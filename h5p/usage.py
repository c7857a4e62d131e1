"""Which installed libraries are needed, and by what."""

from __future__ import annotations

from collections.abc import Collection

from .models import ContentLibrary, Library, LibraryDependency


def unused_libraries() -> list[Library]:
    """Libraries that no content needs, not even by way of other libraries. Three queries."""
    needs: dict[int, list[int]] = {}
    for library_id, needs_id in LibraryDependency.objects.values_list("library_id", "needs_id"):
        needs.setdefault(library_id, []).append(needs_id)
    reached: set[int] = set()
    waiting = list(ContentLibrary.objects.values_list("library_id", flat=True).distinct())
    while waiting:
        library_id = waiting.pop()
        if library_id not in reached:
            reached.add(library_id)
            waiting.extend(needs.get(library_id, ()))
    return list(Library.objects.exclude(pk__in=reached))


def dependents_outside(library: Library, others: Collection[Library]) -> list[str]:
    """Titles of the content, and names of the libraries, that need `library`; those among `others` do not count."""
    contents = library.used_in.values_list("title", flat=True)
    dependents = Library.objects.filter(dependencies__needs=library).exclude(
        pk__in=[other.pk for other in others]
    )
    return [*(f"“{title}”" for title in contents), *(str(one) for one in dependents.distinct())]
