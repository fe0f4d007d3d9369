"""``{% load hw %}`` (already built in): every component, and the frame's links to styles and scripts."""

from hallway.core import frames, look  # noqa: F401 - importing them registers their tags
from hallway.core.components import register  # noqa: F401 - Django reads it from here
