from .bells import BellSchedule, Period
from .day import Day
from .feed import Feed
from .hours import Hours
from .season import Season
from .stroke import Stroke
from .year import Year

__all__ = ["BellSchedule", "Day", "Feed", "Hours", "Period", "Season", "Stroke", "Year"]
