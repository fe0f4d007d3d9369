from .attempt import Attempt
from .invitation import Invitation
from .member import Member, MemberManager
from .places import Campus, Device, District, Room
from .posts import Absence, Post
from .sheet import Sheet

__all__ = [
    "Absence",
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
]
