"""What a member's posts amount to, read once a request: which roles on which campuses."""

from dataclasses import dataclass, field

EVERYWHERE = None


@dataclass
class Seat:
    """``campuses[role]`` is the set of campus ids a role is held at; ``everywhere`` the roles held for the whole district."""

    campuses: dict = field(default_factory=dict)
    everywhere: set = field(default_factory=set)

    @classmethod
    def of(cls, member):
        """One statement, none for a member read ``with_posts``; over the posts in force today where they are; for the whole
        district: anywhere."""
        seat, posts = cls(), member.posts.all()
        if "posts" not in getattr(member, "_prefetched_objects_cache", ()):
            posts = posts.select_related("campus").only("member", "role", "since", "until", "campus__time_zone")
        for post in posts:
            if not post.in_force_now():
                continue
            if post.campus_id is EVERYWHERE:
                seat.everywhere.add(post.role)
            else:
                seat.campuses.setdefault(post.role, set()).add(post.campus_id)
        return seat

    def holds(self, role, campus_id=None):
        """Whether the role is held: at this campus, or anywhere when no campus is named."""
        if role in self.everywhere:
            return True
        held = self.campuses.get(role, set())
        return bool(held) if campus_id is None else campus_id in held

    def serves(self, campus_id):
        """Whether they are one of the ITS of this campus."""
        return self.holds("its", campus_id)

    @property
    def is_its(self):
        return self.holds("its")

    @property
    def leads(self):
        """Campus ids they lead; the office is no leader."""
        return self.campuses.get("lead", set())

    @property
    def leads_district(self):
        return "district" in self.everywhere

    @property
    def is_admin(self):
        return "admin" in self.everywhere

    @property
    def manages_people(self):
        return self.is_admin or self.holds("office")

    @property
    def over_others(self):
        """Whether they lead or manage people: whoever could judge somebody by what is confidential."""
        return bool(self.leads or "lead" in self.everywhere or self.leads_district or self.manages_people)

    @property
    def served(self):
        """Campus ids whose requests they help with; None means every campus."""
        return EVERYWHERE if "its" in self.everywhere else self.campuses.get("its", set())

    @property
    def own(self):
        """Campus ids they work at in any role."""
        return set().union(*self.campuses.values()) if self.campuses else set()
