"""The rules of the queue in plain Python with fractions: slow, exact, sharing nothing."""

from fractions import Fraction

NEVER = None


def plainly(capacity, work, *, teams, waits, limit, held):
    """Weeks until each feature is done, or NEVER."""
    left = {(f, t): work[f] * share for f, shares in teams.items() for t, share in shares.items()}
    done = {f: Fraction(held[f]) for f in teams if work[f] == 0 and not waits.get(f)}
    for week, per_team in enumerate(capacity):
        free = {f for f in teams if all(o in done and done[o] <= week for o in waits.get(f, ()))}
        for team, whole in enumerate(per_team):
            _one_week(team, week, Fraction(int(whole)), left, done, free, limit, held)
    return [done.get(f, NEVER) for f in sorted(teams)]


def _one_week(team, week, whole, left, done, free, limit, held):
    """Pour the week's capacity into the first features of the queue until none is left."""
    rest = whole
    while True:
        mine = sorted(f for f, t in left if t == team and (f, t) in left and f in free)
        active = [f for f in mine if f not in done][:limit]
        if not active:
            return
        pour = min(rest / len(active), *(left[f, team] for f in active))
        if pour == 0 and all(left[f, team] > 0 for f in active):
            return
        rest -= pour * len(active)
        for f in active:
            left[f, team] -= pour
            if left[f, team] == 0:
                del left[f, team]
                if not any(g == f for g, _ in left):
                    used = (whole - rest) / whole if whole else Fraction(0)
                    done[f] = week + used + held[f]
