"""The ITS of a campus."""

from hallway.people.models import Post


def its_at(campuses):
    """The active ITS whose posts at these campuses (ids) are in force today, each once."""
    return list(Post.objects.filter(role="its", campus__in=campuses).holders_now())
