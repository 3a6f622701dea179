"""The honest words that a reader must see beside the figures."""

import polars as pl

from interlock.engine import gaps, hazards, plain, targets
from interlock.engine.outlook import Outlook
from interlock.records.book import Book


def notes(outlook: Outlook, *, compared: bool = True) -> tuple[str, ...]:
    """What is missing or assumed; ``compared`` says whether last week could be rebuilt."""
    book = outlook.book
    words = [*_about_deals(outlook), *_about_features(book), *outlook.ship.notes]
    if book.deals.height:
        words += [*gaps.notes(book), *targets.named(book).unclear]
    if book.deals.height and not compared:
        words.append(
            "The deals' past cannot be seen, so there is no comparison with last week: "
            "keep each week's export in a folder named by its day"
        )
    return tuple(words)


def _about_deals(outlook: Outlook) -> list[str]:
    if not outlook.book.deals.height:
        return ["No deals were read, so there is no forecast of bookings"]
    words = list(outlook.fitted.notes)
    if "stage" in outlook.fitted.follows:
        words += hazards.unlearnt(outlook.fitted, outlook.joint.profiles)
    words.append(outlook.amounts.says)
    deals = outlook.open_deals
    without = deals["value"].null_count()
    if without:
        words.append(
            f"{without:,} of {plain.count(deals.height, 'open deal')} have no amount that can be "
            "counted; they count as deals, not as money"
        )
    return words


def _about_features(book: Book) -> list[str]:
    if not book.features.height:
        return ["No features were read, so nothing is known of ship dates"]
    if book.deals.height and not book.needs.height:
        return ["No deal is linked to a feature, so both forecasts stand apart"]
    proposed = book.needs.filter(~pl.col("confirmed")).height
    if not proposed:
        return []
    return [
        f"{proposed:,} of {book.needs.height:,} links between deals and features were found by "
        "matching and are not confirmed"
    ]
