"""Why an action on certificates refuses; each refusal says what to do."""

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """The action changed nothing. `message` is shown to whoever asked."""

    message = _("This is not possible.")


class NotAllowed(Refusal):
    message = _("You may not change certificates. Ask an administrator.")


class OwnCertificate(Refusal):
    message = _("Nobody changes their own certificate. Please ask somebody else.")


class ReasonMissing(Refusal):
    message = _("Please give a reason.")


class NameMissing(Refusal):
    message = _("Please give the name.")


class HasEnded(Refusal):
    message = _("This certificate was revoked or replaced already.")


class DoesNotExpire(Refusal):
    message = _("This certificate does not expire, so there is nothing to renew.")


class RenewalOnRequest(Refusal):
    message = _("Please ask the awarding body to renew this certificate.")


class TestsToPass(Refusal):
    message = _("Please pass every required test of the course again first.")


class NothingToCertify(Refusal):
    message = _("There is no certificate of participation for what was done so far.")
