from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.utils.file import hash_filelike
from wagtailmedia.models import AbstractMedia


class CourseMedia(AbstractMedia):
    """A film or a sound recording. Captions and transcript belong to the block that shows it: they have a language."""

    file_hash = models.CharField(max_length=40, blank=True, editable=False)

    admin_form_fields = ("title", "file", "collection", "duration", "width", "height", "thumbnail", "tags")

    class Meta(AbstractMedia.Meta):
        verbose_name = _("media file")
        verbose_name_plural = _("media files")

    def get_file_hash(self) -> str:
        """The hash of the file, as Wagtail keeps it for pictures and documents; computed when it is not known yet.

        Raises OSError when the file is not there.
        """
        if not self.file_hash:
            with self.file.storage.open(self.file.name) as file:
                self.file_hash = hash_filelike(file)
            type(self).objects.filter(pk=self.pk).update(file_hash=self.file_hash)
        return self.file_hash
