from .adoptions import Adoption
from .attempt import Attempt
from .invitation import Invitation
from .member import Member, MemberManager
from .places import Campus, Device, District, Room
from .posts import Absence, Post
from .sheet import Sheet
from .teams import Team, TeamMembership

__all__ = [
    "Absence",
    "Adoption",
    "Attempt",
    "Campus",
    "Device",
    "District",
    "Invitation",
    "Member",
    "MemberManager",
    "Post",
    "Room",
    "Sheet",
    "Team",
    "TeamMembership",
]
