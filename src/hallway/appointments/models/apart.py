"""When a consult or a visit is off, so is the meeting that was for it alone."""


def free_its_time(noun, by):
    """The meeting of ``noun`` leaves both calendars, unless others come to it, too. For use inside its verb."""
    row, sides = noun.appointment, {noun.teacher_id, noun.its_id}
    if row is not None and row.stands and not row.is_over and {each.pk for each in row.people} == sides:
        row.cancel(by=by)
