from datetime import UTC, datetime, timedelta

ONE_DAY = timedelta(days=1)


def factors_at(t, table):
    """The nodal factors at a moment, between those of its day and the next, both in UTC."""
    day = datetime.fromtimestamp(t, tz=UTC).date()
    before, after = table[day], table[day + ONE_DAY]
    share = (t % 86_400) / 86_400
    return before.mix(after, share)
