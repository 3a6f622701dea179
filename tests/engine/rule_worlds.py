"""Made-up companies whose evidence does what is asked of it."""

from datetime import timedelta

import numpy as np

from tests.engine.books import AS_OF, book

DAY, WEEKS = timedelta(days=1), 156


def company(effects, *, seed=5, deals=1500, rules=None, won=0.02, lost=0.03, found=0.06, **more):
    """Deals whose weekly odds of winning are multiplied by exp(effect) once the evidence is there.

    ``effects`` by kind of evidence; ``rules`` are rows of the table, by default one a kind.
    """
    rng = np.random.default_rng(seed)
    start = AS_OF - timedelta(weeks=WEEKS)
    rows, evidence = [], []
    for number in range(deals):
        born, name = int(rng.integers(0, WEEKS)), f"D{number}"
        row = {"id": name, "created_on": start + timedelta(weeks=born), "outcome": "open"}
        has = dict.fromkeys(effects, False)
        for week in range(born, WEEKS):
            day = start + timedelta(weeks=week, days=3)
            odds = won * np.exp(sum(effects[kind] for kind, there in has.items() if there))
            luck = rng.random()
            if week > born and luck < odds + lost:
                row |= {"outcome": "won" if luck < odds else "lost", "closed_on": day}
                break
            for kind in effects:
                if not has[kind] and rng.random() < found:
                    has[kind] = True
                    evidence.append({"deal": name, "rule": kind, "on": day})
        rows.append(row)
    asked = [{"id": kind, "name": kind} for kind in effects] if rules is None else rules
    return book(deals=rows, evidence=evidence, rules=asked, **more)
