"""What is installed, and what was imported. Files lie in a storage of their own; rows say which belong to what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .format.libraries import Installed, LibraryName


class LibraryQuerySet(models.QuerySet["Library"]):
    def named(self, name: LibraryName) -> LibraryQuerySet:
        return self.filter(machine_name=name.machine_name, major=name.major, minor=name.minor)

    def by_name(self) -> dict[LibraryName, Library]:
        return {library.name: library for library in self}

    def as_installed(self) -> dict[LibraryName, Installed]:
        """What a check needs to know, in two queries."""
        libraries = self.only("machine_name", "major", "minor", "patch", "is_runnable").in_bulk()
        preloaded: dict[int, set[LibraryName]] = {pk: set() for pk in libraries}
        links = LibraryDependency.objects.filter(kind=LibraryDependency.Kind.PRELOADED)
        for library_id, needs_id in links.values_list("library_id", "needs_id"):
            if library_id in libraries and needs_id in libraries:
                preloaded[library_id].add(libraries[needs_id].name)
        return {
            library.name: Installed(library.patch, library.is_runnable, frozenset(preloaded[pk]))
            for pk, library in libraries.items()
        }


class Library(models.Model):
    """A content type or a part of one, once for each name and version: the newest patch takes the place of the others."""

    machine_name = models.CharField(_("name"), max_length=255)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    patch = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=255)
    is_runnable = models.BooleanField(_("can be opened by itself"))
    preloaded_js = models.JSONField(default=list)
    preloaded_css = models.JSONField(default=list)
    embed_types = models.JSONField(default=list)
    drops_css_of = models.JSONField(default=list)
    semantics = models.JSONField(default=list)
    files = models.JSONField(default=dict)
    """Size and SHA-256 by path inside `folder`."""
    folder = models.CharField(max_length=400, unique=True)
    installed_at = models.DateTimeField(_("installed"), auto_now=True)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        verbose_name = _("H5P library")
        verbose_name_plural = _("H5P libraries")
        ordering = ["machine_name", "major", "minor"]
        constraints = [
            models.UniqueConstraint(
                fields=["machine_name", "major", "minor"], name="one_library_per_name_and_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}.{self.patch}"

    @property
    def name(self) -> LibraryName:
        return LibraryName(self.machine_name, self.major, self.minor)


class LibraryDependency(models.Model):
    class Kind(models.TextChoices):
        PRELOADED = "preloaded", _("loaded before it")
        DYNAMIC = "dynamic", _("loaded when needed")
        EDITOR = "editor", _("for editing")

    library = models.ForeignKey(Library, models.CASCADE, related_name="dependencies")
    needs = models.ForeignKey(Library, models.PROTECT, related_name="dependents")
    kind = models.CharField(max_length=10, choices=Kind.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "needs", "kind"], name="one_dependency_per_library_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.library} → {self.needs}"


class Content(models.Model):
    """What a package shows, once for each digest: importing the same package again changes nothing."""

    digest = models.CharField(max_length=64)
    title = models.CharField(_("title"), max_length=255)
    language = models.CharField(_("language"), max_length=10)
    main_library = models.ForeignKey(Library, models.PROTECT, related_name="contents")
    libraries = models.ManyToManyField(Library, through="ContentLibrary", related_name="used_in")
    manifest = models.JSONField()
    params = models.JSONField()
    """content.json as it came. What is shown goes through `display_params`."""
    files = models.JSONField(default=dict)
    """Size and SHA-256 by path inside `folder`."""
    folder = models.CharField(max_length=400, unique=True)
    imported_at = models.DateTimeField(_("imported"), auto_now_add=True)

    class Meta:
        verbose_name = _("H5P content")
        verbose_name_plural = _("H5P contents")
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["digest"], name="one_content_per_digest")]

    def __str__(self) -> str:
        return self.title


class ContentLibrary(models.Model):
    """A library that content names itself; what that library needs in turn is known by its dependencies."""

    content = models.ForeignKey(Content, models.CASCADE)
    library = models.ForeignKey(Library, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content", "library"], name="one_row_per_content_and_library")
        ]

    def __str__(self) -> str:
        return f"{self.content} → {self.library}"
