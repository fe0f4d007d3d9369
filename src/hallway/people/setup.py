"""The first minutes of an installation: no default password, but a code that only somebody at the machine can read."""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Member


def nobody_manages():
    """Whether no active administrator exists yet."""
    return not Member.objects.filter(is_active=True, posts__role="admin").exists()


def setup_code():
    """The code that lets the first administrator be made; ``hallway up`` prints it. Worth nothing once one exists."""
    made = salted_hmac("hallway.setup", "first administrator", algorithm="sha256", secret=settings.SECRET_KEY)
    word = made.hexdigest()[:32]
    return "-".join(word[i : i + 4] for i in range(0, 32, 4))


def is_setup_code(text):
    plain = "".join(c for c in (text or "").lower() if c.isalnum())
    return constant_time_compare(plain, setup_code().replace("-", "")) and nobody_manages()
