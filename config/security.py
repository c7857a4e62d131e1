"""Which content security policy a response carries."""

from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.urls import reverse


class PolicyMiddleware(CSPMiddleware):
    """The strict policy for our own pages; the Wagtail admin, which styles and scripts inline, gets a policy of its own."""

    def get_policy_parts(self, request: Any, response: Any, report_only: bool = False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(reverse("wagtailadmin_home")):
            parts.config = settings.ADMIN_SECURITY_POLICY
        if not report_only and (origin := getattr(request, "framed_origin", "")):
            parts.update = {**(parts.update or {}), "frame-src": [*_sources(parts), origin]}
        return parts


def _sources(parts: PolicyParts) -> list[str]:
    return list((parts.update or {}).get("frame-src", []))
