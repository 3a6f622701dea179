"""Write a synthetic company whose truth is known: exports of a CRM and a tracker, and beside them
what nobody in the company knows.

    python examples/make_world.py --out DIR
    python examples/make_world.py --out DIR --world drift --deals 10000 --crm hubspot --tracker jira

The folder DIR holds the exports as a company would have them; DIR/truth holds the truth as Parquet,
with a README that says what stands where. The same arguments give the same bytes.
"""

import argparse
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from synthetic.shapes import CRMS, LINKS, TRACKERS, write  # noqa: E402
from synthetic.world import WORLDS  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--world", choices=WORLDS, default="plain")
    parser.add_argument("--deals", type=int, default=500, help="60 to 1,000,000")
    parser.add_argument("--features", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 20))
    parser.add_argument("--crm", choices=CRMS, default="own")
    parser.add_argument("--tracker", choices=TRACKERS, default="own")
    typed = "typed: in needs.csv; found: only as people write them; none"
    parser.add_argument("--links", choices=LINKS, default="typed", help=typed)
    parser.add_argument(
        "--stories", type=int, default=0, help="futures that the odds are shares of"
    )
    asked = parser.parse_args()
    world = replace(
        WORLDS[asked.world], deals=asked.deals, features=asked.features, as_of=asked.as_of
    )
    write(
        asked.out, world, seed=asked.seed, crm=asked.crm, tracker=asked.tracker, links=asked.links,
        stories=asked.stories,
    )  # fmt: skip


if __name__ == "__main__":
    main()
