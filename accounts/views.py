from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from .adapter import INVITATION_IN_SESSION
from .models import Invitation


@require_safe
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Lead the holder of an invitation to the sign-up form."""
    get_object_or_404(Invitation.objects.open(), key=key)
    request.session[INVITATION_IN_SESSION] = key
    return redirect("account_signup")


@require_safe
def admin_entrance(request: HttpRequest) -> HttpResponse:
    """Where the admin sends those it does not let in: strangers sign in, others learn that they may not."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", reverse("wagtailadmin_home")))
