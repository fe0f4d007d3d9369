"""Priority rules as a table: teaching stopped or not × how far it reaches. Pure functions over ``Terms``."""

from .terms import AFFECTED, Rule


def fits(rules):
    """Whether a table says the same: every rule about a deadline comes before the others."""
    about = [rule.deadline_days is not None for rule in rules]
    return about == sorted(about, reverse=True)


def grid_of(terms):
    """(the leading rules about deadlines, {(stopped, reach): priority's code}) of terms whose rules fit a table."""
    leading = tuple(rule for rule in terms.rules if rule.deadline_days is not None)
    cells = {}
    for stopped in (True, False):
        for reach in AFFECTED:
            cells[stopped, reach] = terms.priority_of(stopped=stopped, affected=reach).code
    return leading, cells


def rules_of(leading, cells):
    """The shortest rules that say what the table says, after the ``leading`` ones. A rule holds from its reach upwards."""
    columns = {stopped: _column(cells, stopped) for stopped in (True, False)}
    if columns[True] == columns[False]:
        return (*leading, *(Rule(code, affected=reach) for code, reach in columns[True]))
    rules = [Rule(code, stopped=True, affected=reach) for code, reach in columns[True]]
    return (*leading, *rules, *(Rule(code, affected=reach) for code, reach in columns[False]))


def _column(cells, stopped):
    """[(code, the lowest reach it holds from; None: always)], widest reach first."""
    found, last = [], None
    for reach in AFFECTED:
        code = cells[stopped, reach]
        if code != last:
            found.append((code, None if reach == AFFECTED[0] else reach))
        last = code
    return found[::-1]
