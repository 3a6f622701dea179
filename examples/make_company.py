"""Write the example company: a made-up software company's exports in real shapes.

    python examples/make_company.py                          examples/company, byte for byte
    python examples/make_company.py --out DIR --deals 100000 --features 2000

Everything is simulated from a seed; no record is anybody's.
"""

import argparse
import gc
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from world import crm_files, delivery, jira_file, own_files, sales  # noqa: E402

SEED, DEALS, FEATURES = 7, 1080, 60
EXPORTS = (date(2026, 11, 13), date(2026, 11, 20))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=HERE / "company")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--deals", type=int, default=DEALS)
    parser.add_argument("--features", type=int, default=FEATURES)
    arguments = parser.parse_args()
    write(arguments.out, seed=arguments.seed, deals=arguments.deals, features=arguments.features)


def write(folder: Path, *, seed: int = SEED, deals: int = DEALS, features: int = FEATURES) -> None:
    """Two weekly exports of both systems, and the own files beside them."""
    built = delivery.simulate(seed, features)
    sold = sales.simulate(seed, built, deals)
    for day in EXPORTS:
        export = folder / day.isoformat()
        export.mkdir(parents=True, exist_ok=True)
        crm_files.write_opportunities(export / "Opportunity.csv", sold, day)
        jira_file.write_jira(export / "jira.csv", built, sold, day)
    crm_files.write_history(export / "OpportunityHistory.csv", sold, day)
    own_files.write_all(folder, seed, sold, built, deals / DEALS)


if __name__ == "__main__":
    gc.disable()  # nothing is thrown away, so there is nothing to look for
    main()
