"""«3 de marzo», «martes 3 de marzo de 2026»; a clock of twelve hours, as on the wall of these schools."""

MONTH_DAY_FORMAT = r"j \d\e F"
DATE_FORMAT = r"j \d\e F \d\e Y"
WEEKDAY_FORMAT = r"l j \d\e F"
WHOLE_DAY_FORMAT = r"l j \d\e F \d\e Y"
SHORT_DAY_FORMAT = "D j M Y"
SHORT_WEEKDAY_FORMAT = "D j M"
TIME_FORMAT = "g:i a"
