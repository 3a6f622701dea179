"""A backtest of deals in words."""

from interlock.records.backtest import Between, DealsBacktest, HorizonResult
from interlock.render import words

NAMES = {
    "constant": "share won so far",
    "stage_percent": "CRM stage per cent",
    "own_win_rate_by_stage": "win rate by stage",
    "stage_horizon_table": "stage x horizon",
    "age_month_of_quarter": "age x month of quarter",
    "aalen_johansen": "Aalen-Johansen by age",
    "naive_bayes": "naive Bayes",
    "boosting": "boosted trees",
}


def verdict(made: DealsBacktest) -> str:
    """The first sentence: against how many baselines, at how many horizons, it was better."""
    pairs = [both["log_loss"] for result in made.results for both in result.differences.values()]
    better = sum(gap.high < 0 for gap in pairs)
    worse = sum(gap.low > 0 for gap in pairs)
    said = f"Surely better than the baseline in {better} of {len(pairs)} comparisons"
    return f"{said}, surely worse in {worse}"


def told(result: HorizonResult) -> str:
    """What the odds of one horizon were worth, for a reader who has no time for scores."""
    ratio = result.metrics.wins_ratio
    won = round(result.base_rate * result.n)
    parts = [
        f"{words.count(result.n, 'forecast')} of {words.count(result.deals, 'deal')} from "
        f"{words.count(result.origins, 'day')}; {result.base_rate:.0%} were won"
    ]
    if ratio is not None:
        forecast = ratio * won
        parts.append(f"forecast {forecast:,.0f} wins, actual {won:,}")
    found = result.observed_expected
    if result.reliability is None and found is not None:
        limits = f"({found.low:.2f} to {found.high:.2f})"
        parts.append(f"for each win forecast {found.mean:.2f} came {limits}")
    return "; ".join(parts)


def compared(gap: Between) -> str:
    """Ours less a baseline's score in words: sure when its whole interval says the same."""
    better = "better" if gap.mean < 0 else "worse"
    sure = gap.high < 0 or gap.low > 0
    return f"{'surely' if sure else 'perhaps'} {better}" if gap.mean else "the same"
