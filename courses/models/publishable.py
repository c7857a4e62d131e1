"""A page that is never published in a state that cannot work, whichever way it is published."""

import logging
from collections.abc import Sequence
from typing import Any

from django.db import models
from wagtail.models import Page, PageViewRestriction

from ..forms import PublishableForm

logger = logging.getLogger(__name__)


class PublishablePage(Page):
    base_form_class = PublishableForm

    way_here: Sequence[Page] = ()
    """The pages from the home page down to this one, where routing has loaded them already."""

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """As Wagtail finds them, without asking for the ancestors again."""
        if not self.way_here:
            return super().get_view_restrictions()
        # An alias is restricted as its original is.
        ids = {page.alias_of_id or page.pk for page in self.way_here}
        return PageViewRestriction.objects.filter(page_id__in=ids)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Raises PublishingRefused when something stands in the way.

        A scheduled page was checked when it was scheduled. If it cannot work any more when its time comes, it is left
        unpublished and logged, so that it does not stop the other pages of the same run.
        """
        from ..publishing import PublishingRefused, obstacles

        found = obstacles(revision.as_object())
        if found:
            refused = PublishingRefused(self, found)
            if not revision.approved_go_live_at:
                raise refused
            logger.error("Not published as scheduled: %s: %s", self, refused.reasons)
            return None
        return super().publish(revision, *args, **kwargs)
