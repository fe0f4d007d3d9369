"""Hallway's own PostgreSQL: one server per data folder, shared by whoever uses that folder, gone with the last of them."""

from .install import MAJOR, CannotServe
from .server import EmbeddedServer

__all__ = ["MAJOR", "CannotServe", "EmbeddedServer"]
