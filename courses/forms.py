"""What publishing refuses, said on the field that has to change. Drafts may be incomplete."""

from typing import Any

from django.forms.models import construct_instance
from wagtail.admin.forms import WagtailAdminPageForm


class PublishableForm(WagtailAdminPageForm):
    """Adds what `courses.publishing` finds, unless only a draft is saved."""

    def clean(self) -> dict[str, Any]:
        from .publishing import obstacles

        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation and not self.errors:
            candidate = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
            for field, message in obstacles(candidate, parent=self.parent_page):
                self.add_error(field if field in self.fields else None, message)
        return cleaned
