"""What the words of a procedure are made of: codes, names, lines, spans of school time; and the error for what is not clear."""

from typing import Annotated, Literal, get_args

from msgspec import Meta

Reach = Literal["me", "class", "several", "campus"]
AFFECTED = get_args(Reach)

Few = Annotated[int, Meta(ge=0, le=400)]
Line = Annotated[str, Meta(max_length=300)]
Text = Annotated[str, Meta(max_length=4000)]
Name = Annotated[str, Meta(max_length=60)]
Code = Annotated[str, Meta(pattern=r"^[a-z0-9_-]{1,20}$")]
Span = Annotated[str, Meta(pattern=r"^(|\d{1,4} (minute|hour|day)s?)$")]


class Unclear(ValueError):
    """A procedure's words that cannot be understood; the message is a sentence for the person."""
