from .bells import BellSchedule, Period
from .day import Day
from .hours import Hours
from .season import Season
from .stroke import Stroke
from .year import Year

__all__ = ["BellSchedule", "Day", "Hours", "Period", "Season", "Stroke", "Year"]
