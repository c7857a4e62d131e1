from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from h5p.models import Content


class H5PPackageQuerySet(models.QuerySet["H5PPackage"]):
    def with_content(self) -> "H5PPackageQuerySet":
        """With content and type, but without what only the player and the check need of them: it can be megabytes."""
        large = ("manifest", "params", "files", "main_library__semantics", "main_library__files")
        return self.select_related("content__main_library").defer(*(f"content__{name}" for name in large))


class H5PPackage(index.Indexed, models.Model):
    """An H5P package in the hands of trainers. Replacing it changes its content; whatever refers to it stays.

    `generation` counts how often learners were asked to begin anew: what they had left half done in an earlier one does
    not come back.
    """

    title = models.CharField(_("title"), max_length=255)
    content = models.ForeignKey(Content, models.PROTECT, related_name="+", verbose_name=_("content"))
    generation = models.PositiveIntegerField(default=1, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    objects = H5PPackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("H5P package")
        verbose_name_plural = _("H5P packages")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
