"""Where people write down which deal wants which feature: seldom in one place, never in one way."""

import numpy as np
import polars as pl
from synthetic.frames import Frames
from synthetic.luck import luck

WAYS = ("tracker id", "tracker name", "note key", "note name", "nowhere")
SHARES = (0.25, 0.15, 0.25, 0.25, 0.1)
MISSPELT, MENTIONED_ONLY, TALKED, OTHER_ASKED = 0.08, 0.02, 0.5, 0.15
KEY_NOTES = (
    "Needs {} before they sign.",
    "waiting for {}",
    "{} is a must",
    "asks for {}, see thread",
)
NAME_NOTES = (
    "They need {}.", "Champion asked again when {} comes", "without {} no go", "wants {} this year",
)  # fmt: skip
ONLY = ("Showed the roadmap with {}, no interest.", "Told them that {} is under way")
TALK = (
    "Legal has the contract.", "Call again after the holidays", "Compares us with two others",
    "Budget is there; decision in the board meeting", "Procurement wants 10 % off",
    "asked about alerts and label printing in general", "Dock scheduling went well in the demo",
)  # fmt: skip
OTHERS = ("internal", "several customers", "asked for in a workshop", "all Enterprise accounts")


def written(
    frames: Frames, ids: pl.DataFrame, seed: int, ways: bool
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Notes of deals (number, note), askers of features (feature, asked), and the needs with the
    ``way`` in which each was written; with ``ways`` false the texts name nothing.
    """
    random = luck(seed, "texts", 2)
    needs = _needs(frames, ids, random, ways)
    return _notes(frames, needs, random, ways), _asked(frames, needs, random), needs


def _needs(
    frames: Frames, ids: pl.DataFrame, random: np.random.Generator, ways: bool
) -> pl.DataFrame:
    n = frames.needs.height
    way = random.choice(len(WAYS), n, p=SHARES) if ways else np.full(n, len(WAYS) - 1)
    features = frames.features.select(pl.col("number").alias("feature"), "key", called="name")
    return (
        frames.needs.with_columns(
            way=pl.Series(WAYS).gather(way), form=pl.Series(random.integers(0, 4, n))
        )
        .with_columns(slip=pl.Series(random.random(n) < MISSPELT))
        .join(ids, on="number", maintain_order="left")
        .join(frames.deals.select("number", deal_name="name"), on="number", maintain_order="left")
        .join(features, on="feature", maintain_order="left")
    )


def _notes(
    frames: Frames, needs: pl.DataFrame, random: np.random.Generator, ways: bool
) -> pl.DataFrame:
    """Sentences of each deal: of its needs, of features it does not need, and of other things."""
    count = frames.deals.height
    slipped = pl.when("slip").then(_misspelt("called")).otherwise("called")
    parts = [
        _filled(needs.filter(pl.col("way") == "note key"), KEY_NOTES, pl.col("key")),
        _filled(needs.filter(pl.col("way") == "note name"), NAME_NOTES, _cased(slipped)),
    ]
    if ways:
        some = np.flatnonzero(random.random(count) < MENTIONED_ONLY)
        other = frames.features["name"].gather(
            random.integers(0, frames.features.height, len(some))
        )
        shown = pl.DataFrame(
            {
                "number": frames.deals["number"].gather(some),
                "called": other,
                "form": np.arange(len(some)) % 2,
            }
        )
        parts.append(_filled(shown, ONLY, pl.col("called")))
    talking = np.flatnonzero(random.random(count) < TALKED)
    talk = pl.Series(TALK).gather(random.integers(0, len(TALK), len(talking)))
    parts.append(pl.DataFrame({"number": frames.deals["number"].gather(talking), "note": talk}))
    return (
        pl.concat(parts)
        .group_by("number", maintain_order=True)
        .agg(note=pl.col("note").str.join(" "))
    )


def _asked(frames: Frames, needs: pl.DataFrame, random: np.random.Generator) -> pl.DataFrame:
    """Who asked for each feature, as a list with ``;``, or in words."""
    copied = pl.when(pl.col("form") == 0).then("deal").otherwise("address")
    by_id = needs.filter(pl.col("way") == "tracker id").select("feature", said=copied)
    by_name = needs.filter(pl.col("way") == "tracker name").select("feature", said="deal_name")
    some = frames.features["number"].filter(
        pl.Series(random.random(frames.features.height) < OTHER_ASKED)
    )
    words = pl.Series(OTHERS).gather(random.integers(0, len(OTHERS), some.len()))
    others = pl.DataFrame({"feature": some, "said": words})
    said = pl.concat([by_id, by_name, others])
    return said.group_by("feature", maintain_order=True).agg(asked=pl.col("said").str.join("; "))


def _filled(rows: pl.DataFrame, forms: tuple[str, ...], value: pl.Expr) -> pl.DataFrame:
    form = (pl.col("form") % len(forms)).replace_strict(list(range(len(forms))), list(forms))
    filled = rows.with_columns(before=form.str.split("{}"), value=value)
    before, after = pl.col("before").list.get(0), pl.col("before").list.get(1)
    return filled.select("number", note=pl.concat_str([before, "value", after]))


def _cased(name: pl.Expr) -> pl.Expr:
    """People write names as they please: as they stand, in small letters, without the colon."""
    return (
        pl.when(pl.col("form") == 0).then(name)
        .when(pl.col("form") == 1).then(name.str.to_lowercase())
        .when(pl.col("form") == 2).then(name.str.replace(":", "", literal=True))
        .otherwise(name.str.replace(": ", " - ", literal=True))
    )  # fmt: skip


def _misspelt(name: str) -> pl.Expr:
    """The third letter left out."""
    return pl.concat_str([pl.col(name).str.slice(0, 2), pl.col(name).str.slice(3)])
