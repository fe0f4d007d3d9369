from .bells import BellSchedule, Period
from .day import Day
from .feed import Feed
from .from_the_web import FromTheWeb
from .hours import Hours
from .season import Season
from .stroke import Stroke
from .year import Year

__all__ = ["BellSchedule", "Day", "Feed", "FromTheWeb", "Hours", "Period", "Season", "Stroke", "Year"]
