# %% [markdown]
# # Odds of deals in a notebook
# Run it as a script (`python examples/deal_odds.py`), or cell by cell in an editor that knows
# `# %%`.

# %%
from datetime import timedelta
from pathlib import Path

import polars as pl

from interlock.actions.backtest_deals import backtest_deals
from interlock.actions.read_files import read_files
from interlock.engine import deal_odds, hazards, rule_worth

COMPANY = Path(__file__).resolve().parent / "company"
book = read_files(COMPANY).book

# %% [markdown]
# ## The odds of every open deal, week by week

# %%
curves = deal_odds.curves(book, as_of=book.seen_on)
weeks = (4, 13, 26)
odds = pl.DataFrame({"id": curves.ids}).with_columns(
    pl.Series(f"won in {week} weeks", curves.won[:, week - 1]) for week in weeks
)
print(odds.sort("won in 13 weeks", descending=True).head(8))

# %% [markdown]
# ## What entered them, and what was tried and left out

# %%
for term in hazards.tried(curves.fitted):
    print(f"{'in ' if term.is_in else 'out'}  {term.z:5.1f} standard errors  {term.name}")

# %% [markdown]
# ## What each rule's evidence is worth

# %%
rules = rule_worth.measure(curves.book, as_of=book.seen_on)
for line in rules.lines:
    print(f"{line.name}: {line.verdict}")
print(*rules.says, sep="\n")

# %% [markdown]
# ## Were the odds any good?

# %%
last = book.seen_on - timedelta(days=60)
made = backtest_deals(
    book, first=last - timedelta(days=84), last=last, every_days=42, horizons=(30, 60)
)
for result in made.results:
    table = result.baselines["stage_horizon_table"]
    print(
        f"{result.horizon_days} days: Brier {result.metrics.brier:.4f}, "
        f"own table of stages {table.brier:.4f}" if table else "no stages"
    )  # fmt: skip
