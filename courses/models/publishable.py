"""A page that is never published in a state that cannot work, whichever way it is published."""

import logging
from typing import Any

from wagtail.models import Page

from ..forms import PublishableForm

logger = logging.getLogger(__name__)


class PublishablePage(Page):
    base_form_class = PublishableForm

    class Meta:
        abstract = True

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
