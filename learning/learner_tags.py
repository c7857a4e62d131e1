"""A name for a learner that tells nothing about them: it marks whose facts wait in a browser.

It depends on SECRET_KEY. After a new key, facts that still wait under the old name are not sent any more.
"""

from django.utils.crypto import salted_hmac

from accounts.models import User


def tag_of(user: User) -> str:
    """32 hexadecimal digits."""
    return salted_hmac("learning.learner_tags", str(user.learner_key), algorithm="sha256").hexdigest()[:32]
