"""What happens to waves without a person: they are forgotten."""

from hallway.core.now import now

from .models import Wave
from .models.waves import KEPT


def forget_waves():
    """Waves of more than a week ago are gone, seen or not. Returns how many."""
    return Wave.objects.filter(at__lte=now() - KEPT).delete()[0]
