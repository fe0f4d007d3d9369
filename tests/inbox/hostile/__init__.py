"""Hostile mails made here, by family; each module keeps its own in ``making.CASES``."""

from . import charsets, headers, machines, parts, people, replies, sizes, structure
from .making import CASES

__all__ = ["CASES", "charsets", "headers", "machines", "parts", "people", "replies", "sizes", "structure"]
