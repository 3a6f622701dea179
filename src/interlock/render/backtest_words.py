"""A backtest of deals in words."""

from interlock.records.backtest import DealsBacktest, HorizonResult
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
    if result.reliability is None:
        parts.append("too few endings to say more of single odds")
    return "; ".join(parts)
