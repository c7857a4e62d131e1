from typing import Any

from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet

from .actions import send_invitation
from .models import Invitation, User


class InvitationCreateView(CreateView):
    def save_instance(self) -> Invitation:
        invitation = super().save_instance()
        send_invitation(invitation=invitation, by=self.request.user)
        return invitation


class InvitationViewSet(ModelViewSet):
    """Inviting somebody sends the mail at once."""

    add_view_class = InvitationCreateView
    model = Invitation
    index_results_template_name = "accounts/invitations.html"
    icon = "mail"
    menu_label = _("Invitations")
    add_to_settings_menu = True
    form_fields = ["email"]
    list_display = ["email", "created_at", "accepted_at"]
    search_fields = ["email"]


@hooks.register("register_admin_viewset")
def register_invitations() -> InvitationViewSet:
    return InvitationViewSet("invitations")


@hooks.register("before_delete_user")
def keep_evidence(request: HttpRequest, user: User) -> HttpResponse | None:
    """Somebody with a learning record is deactivated rather than deleted."""
    return _delete(request, [user]) if request.method == "POST" else None


@hooks.register("before_bulk_action")
def keep_evidence_of_many(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    return _delete(request, objects) if action_type == "delete" and action.model is User else None


def _delete(request: HttpRequest, users: list[User]) -> HttpResponse:
    """Delete all of `users`, or none of them."""
    names = ", ".join(str(user) for user in users)
    try:
        User.objects.filter(pk__in=[user.pk for user in users]).delete()
    except ProtectedError as error:
        kept = {str(row.learner) for row in error.protected_objects if hasattr(row, "learner")}
        messages.error(
            request,
            _("%(user)s has a learning record and cannot be deleted. Make the account inactive instead.")
            % {"user": ", ".join(sorted(kept)) or names},
        )
    else:
        messages.success(request, _("%(user)s was deleted.") % {"user": names})
    return redirect("wagtailusers_users:index")
