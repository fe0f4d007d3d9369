"""As people in these schools write a date: "March 3", "Tuesday, March 3, 2026"."""

MONTH_DAY_FORMAT = "F j"
DATE_FORMAT = "F j, Y"
WEEKDAY_FORMAT = "l, F j"
WHOLE_DAY_FORMAT = "l, F j, Y"
SHORT_DAY_FORMAT = "D, M j, Y"
SHORT_WEEKDAY_FORMAT = "D, M j"
