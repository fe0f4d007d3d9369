"""The words of the list of people, and the list out. One line is a person at a campus in a role; a person with several posts has several
lines. A list adds and changes; it takes no post away, and it never makes an administrator or a district lead."""

from hallway.core.text import fold

from .staff_teams import names_by_campus

COLUMNS = [
    "email", "name", "preferred_name", "pronouns", "title", "phone", "language", "campus", "role", "hat", "days", "since",
    "until", "room", "teams", "active",
]  # fmt: skip
PERSONAL = ["name", "preferred_name", "pronouns", "title", "phone", "language"]
HEADINGS = {
    "email": ["e mail", "mail", "e mail address", "email address", "school email", "work email", "correo"],
    "name": ["full name", "staff name", "nombre"],
    "first_name": ["first name", "first", "given name", "givenname"],
    "last_name": ["last name", "last", "surname", "family name", "familyname"],
    "preferred_name": ["preferred name", "called", "nickname", "goes by"],
    "pronouns": [],
    "title": ["job title", "position", "job"],
    "phone": ["telephone", "phone number", "extension"],
    "language": ["lang", "idioma"],
    "campus": ["school", "building", "site", "location", "campus code", "campus name", "school name", "escuela"],
    "role": ["works as", "type", "staff type", "role type"],
    "hat": [],
    "days": ["weekdays", "on"],
    "since": ["from", "start", "start date"],
    "until": ["to", "end", "end date"],
    "room": ["room number", "classroom", "rm", "room name"],
    "teams": ["team", "departments", "department", "grade level", "grade levels", "equipos"],
    "active": ["enabled", "in use", "status"],
}
# What lists call a role. Administrator and district lead are given by hand, so no list may name them for somebody new.
ROLE_WORDS = {
    "teacher": ["teacher", "staff", "teacher or staff", "instructor", "aide", "paraprofessional", "librarian", "counselor", "nurse"],
    "its": ["its", "technology person", "technology", "tech", "technician", "instructional technology specialist", "digital coach"],
    "contact": ["contact", "first contact", "campus technology contact", "technology contact"],
    "lead": ["lead", "campus lead", "principal", "assistant principal", "head"],
    "office": ["office", "secretary", "front office", "office manager"],
    "district": ["district", "district lead", "director", "superintendent"],
    "admin": ["admin", "administrator", "system administrator"],
}  # fmt: skip
ROLES_BY_WORD = {fold(word): role for role, words in ROLE_WORDS.items() for word in words}
NO_POST = "none"
BY_HAND = {"admin", "district"}
DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def rows_out(people):
    """The lines of ``people`` (with posts, room and teams at hand), as ``plan`` reads them again without a change."""
    for member in people:
        base = {"email": member.email, "active": "yes" if member.is_active else "no"}
        base |= {name: getattr(member, name) for name in PERSONAL}
        posts, room = list(member.posts.all()), member.room
        lines, teams = [], names_by_campus(member)
        for post in posts:
            line = base | {
                "campus": (post.campus.code or post.campus.name) if post.campus_id else "",
                "role": post.role,
                "hat": post.hat,
                "days": " ".join(DAYS[d] for d in sorted(post.weekdays)),
                "since": post.since.isoformat() if post.since else "",
                "until": post.until.isoformat() if post.until else "",
            }
            if room and post.campus_id == room.campus_id:
                line["room"], room = room.name, None
            if names := teams.pop(post.campus, ""):
                line["teams"] = names
            lines.append(line)
        if room or not lines:
            more = {"campus": room.campus.code or room.campus.name, "room": room.name} if room else {}
            lines.append(base | {"role": NO_POST} | more)
        for campus, names in teams.items():
            at = {"campus": campus.code or campus.name} if campus else {}
            lines.append(base | {"role": NO_POST, "teams": names} | at)
        yield from lines
