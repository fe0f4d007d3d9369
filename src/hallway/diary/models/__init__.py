from .taken import Clash, Taken

__all__ = ["Clash", "Taken"]
