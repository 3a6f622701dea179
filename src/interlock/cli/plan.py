"""interlock plan: which features in which order bring most, and how good that is, on stdout."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from interlock.cli.options import Day, book_or_folder, forecast_options, reading_options
from interlock.cli.source import read
from interlock.cli.talk import progress, tell_problems
from interlock.records.planning import AIMS, ALL_TEAMS, MEAN, Wishes

File = click.Path(dir_okay=False, path_type=Path)


class Capacity(click.ParamType[tuple[str, float]]):
    """Weeks of a team, or of all teams where none is named."""

    name = "capacity"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        if isinstance(value, tuple):
            return value
        team, _, weeks = str(value).rpartition("=")
        try:
            return team.strip() or ALL_TEAMS, float(weeks)
        except ValueError:
            self.fail(f"{value!r} is neither Core=12 nor, for all teams, 40.", param, ctx)


class Cost(click.ParamType[tuple[float, bool]]):
    """A cost in money, or with % as a share of what features can move."""

    name = "cost"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, bool]:
        if isinstance(value, tuple):
            return value
        text = str(value).strip()
        try:
            amount = float(text.removesuffix("%"))
        except ValueError:
            self.fail(f"{value!r} is neither an amount such as 20000 nor a share such as 5%.")
        return (amount / 100, True) if text.endswith("%") else (amount, False)


@click.command()
@book_or_folder
@click.option("--must", multiple=True, metavar="FEATURE", help="Ships in time; repeat for more.")
@click.option("--without", multiple=True, metavar="FEATURE", help="Is left out; repeat for more.")
@click.option("--horizon", type=Day(), help="Last day that counts; the fourth quarter's end.")
@click.option("--capacity", multiple=True, type=Capacity(), metavar="[TEAM=]WEEKS",
              help="Work for the scope, of a team or of all; repeat for more.")  # fmt: skip
@click.option("--target", type=float, metavar="SUM", help="Say the least work for these bookings.")
@click.option("--aim", type=click.Choice(AIMS), default=MEAN, show_default=True,
              help="mean: expected bookings; worst: their mean in the worst fifth of scenarios; "
              "needs: their least over what needs may be worth.")  # fmt: skip
@click.option("--frozen", default=Wishes.frozen_weeks, show_default=True, metavar="WEEKS",
              help="Features whose work begins so soon stay where they are.")  # fmt: skip
@click.option("--switch-cost", type=Cost(), metavar="SUM | SHARE%",
              help="What putting off a begun feature costs.")  # fmt: skip
@click.option("--promise-cost", type=Cost(), metavar="SUM | SHARE%",
              help="What each expected broken promise costs.")  # fmt: skip
@click.option("--moves", type=int, help=f"Moves of the search; {Wishes.moves:,} by default.")
@click.option("--seconds", type=float, default=Wishes.seconds, show_default=True,
              help="The search ends after so long, with the best so far.")  # fmt: skip
@click.option("--quick", is_flag=True, help="Fewer moves and scenarios; no gap, stability, people.")
@click.option("--save", type=File, help="Save the changes, for whatif --load.")
@click.option("--json", "form", flag_value="json", help="JSON: everything.")
@click.option("--csv", "form", flag_value="csv", help="CSV: a row a feature.")
@forecast_options
@reading_options
def plan(
    folder: Path | None,
    target: float | None,
    save: Path | None,
    form: str | None,
    as_of: date | None,
    seed: int,
    mapping: Path | None,
    strict: bool,
    **wished: Any,
) -> None:
    """Say which features in which order bring the most expected bookings, and how good that is.

    Beside the order as is and ranking by revenue named, judged on scenarios that had no part in
    finding it. Features are named by id, key or name. What the plan does to deals and promises is
    its what-if.

    \b
    Example:
      interlock plan examples/company --must CORE-1199 --save plan.json
      interlock whatif examples/company --load plan.json
    """
    from interlock.actions.plan import plan as plan_of
    from interlock.render import plan_table, plan_text, whatif_table

    written = {"json": plan_table.as_json, "csv": plan_table.as_csv, None: plan_text.as_text}
    wishes = _wishes(**wished)
    scope = not wished["quick"] or bool(wishes.capacity)
    with progress() as tell:
        reading = read(folder, mapping=mapping, strict=strict, progress=tell)
        made = plan_of(
            reading.book, wishes, target=target, scope=scope, as_of=as_of, seed=seed, progress=tell
        )
        text = written[form](made)
    tell_problems(reading)
    if save:
        save.write_text(whatif_table.saved(made.whatif), encoding="utf-8")
    click.echo(text, nl=False)


def _wishes(
    *,
    quick: bool,
    moves: int | None,
    frozen: int,
    switch_cost: tuple[float, bool] | None,
    promise_cost: tuple[float, bool] | None,
    **same: Any,
) -> Wishes:
    costs = [one for one in (switch_cost, promise_cost) if one is not None]
    if len({is_share for _, is_share in costs}) > 1:
        raise click.UsageError("--switch-cost and --promise-cost: both in money, or both in %.")
    wishes = Wishes(
        frozen_weeks=frozen,
        switch_cost=switch_cost[0] if switch_cost else 0.0,
        promise_cost=promise_cost[0] if promise_cost else 0.0,
        costs_are_shares=any(is_share for _, is_share in costs),
        **same,
    )
    wishes = wishes.quick() if quick else wishes
    return wishes if moves is None else replace(wishes, moves=moves)
