from .appointment import Appointment
from .party import Party

__all__ = ["Appointment", "Party"]
