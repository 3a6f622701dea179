"""How long the server takes to answer for each page of the site.

    python benchmarks/pages.py                 500 deals and 60 features
    python benchmarks/pages.py --size full     so many deals that 5,000 are open, and 500 features
    python benchmarks/pages.py --deals N --features N

A made-up company of that size is taken in, and everything that pages wait for is worked out. Then
each page is asked for as its role by Django's own client in this process: `first` right after the
book changed, when nothing is at hand, `median` and `worst` of twenty more, all in milliseconds;
`queries` to the database and `KiB` sent. On SQLite, and on PostgreSQL where its programs are.
`floor` is the health page, the least that an answer costs; `times` is the median over it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from peers import results

from interlock.store import connect

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("INTERLOCK_HOME", tempfile.mkdtemp(prefix="interlock-pages-"))
sys.path.append(str(ROOT / "tests" / "store"))
import databases  # noqa: E402 - it looks where the book lives

SIZES = {"small": (500, 60), "full": (34_000, 500)}
AGAIN = 20
FLOOR = "/healthz"
PAGES = (
    ("owner", "/"), ("developer", "/"), ("rep", "/"), ("owner", "/report/"),
    ("owner", "/deals/"), ("owner", "/deals/?sort=amount&page=7"), ("owner", "/deals/?as=board"),
    ("owner", "/deals/?as=csv"), ("developer", "/deals/"), ("owner", "/deals/{deal}/"),
    ("owner", "/features/"), ("owner", "/features/?as=csv"), ("developer", "/features/"),
    ("owner", "/features/{feature}/"), ("owner", "/order/"), ("owner", "/releases/"),
    ("owner", "/calls/?whose=company"), ("owner", "/search/?q=ar"), ("owner", "/import/"),
    ("owner", "/import/changes/1/"), ("owner", "/settings/"), ("owner", "/settings/rules/"),
    ("owner", "/settings/people/"),
)  # fmt: skip
"""(role, address)"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--deals", type=int)
    parser.add_argument("--features", type=int)
    asked = parser.parse_args()
    deals, features = SIZES[asked.size]
    with tempfile.TemporaryDirectory() as folder:
        company = Path(folder) / "company"
        _write(company, asked.deals or deals, asked.features or features)
        found = _measured(company, Path(folder))
    results.save(f"pages_{asked.size}", found)
    results.show(found)


def _write(folder: Path, deals: int, features: int) -> None:
    generator = [sys.executable, str(ROOT / "examples" / "make_company.py"), "--out", str(folder)]
    subprocess.run([*generator, "--deals", str(deals), "--features", str(features)], check=True)


def _measured(company: Path, folder: Path) -> list[dict[str, Any]]:
    databases.use(f"sqlite:///{folder / 'book.sqlite3'}")
    found = _of_database("SQLite", company)
    if not databases.program("initdb"):
        print("PostgreSQL is not here: install Debian's postgresql to measure it too")
        return found
    with databases.server(folder / "pg") as address:
        databases.use(address + "postgres")
        databases.command("CREATE DATABASE book")
        databases.use(address + "book")
        found += _of_database("PostgreSQL", company)
        databases.use(databases.NOWHERE)
    return found


def _of_database(name: str, company: Path) -> list[dict[str, Any]]:
    from interlock.store import read

    connect.open_book()
    _take_in(company)
    _work_out()
    made = read.book()
    sizes = {
        "database": name,
        "open deals": made.deals.filter(outcome="open").height,
        "features": made.features["shipped_on"].null_count(),
    }
    unfinished = made.features.filter(
        made.features["shipped_on"].is_null(), made.features["dropped_on"].is_null()
    )
    named = {
        "deal": made.deals.filter(outcome="open")["id"].first(),
        "feature": made.needs.join(unfinished, left_on="feature", right_on="id")["feature"].first(),
    }
    floor, *pages = [
        _page(role, address.format(**named)) for role, address in (("owner", FLOOR), *PAGES)
    ]
    return [
        sizes | page | {"times": page["median ms"] / floor["median ms"]} for page in (floor, *pages)
    ]


def _take_in(folder: Path) -> None:
    from interlock.actions import save_book
    from interlock.actions.read_files import read_files

    known = save_book.known()
    save_book.apply(
        save_book.prepare(read_files(folder), known, now=datetime.now(UTC)), by="", words="first"
    )


def _work_out() -> None:
    from interlock.web import tasks

    tasks.make_deals.func()
    tasks.make_features.func()
    tasks.make_calls.func()
    for reader in ("management", "development", _rep()):
        tasks.make_report.func(reader)


def _rep() -> str:
    from interlock.store import read

    return str(read.book().deals.filter(outcome="open")["owner"].mode().sort().first())


def _page(role: str, address: str) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from interlock.store import outcomes, shown

    client = _client(role)
    for cache in (shown._table, shown._about, outcomes._made):
        cache.cache_clear()
    first = _milliseconds(client, address)
    taken = sorted(_milliseconds(client, address) for _ in range(AGAIN))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    if answer.status_code != 200:
        raise AssertionError(f"{address} as {role}: {answer.status_code}")
    return {
        "role": role,
        "address": address,
        "first ms": first,
        "median ms": taken[AGAIN // 2],
        "worst ms": taken[-1],
        "queries": len(queries),
        "KiB": len(answer.content) / 1024,
    }


def _client(role: str) -> Any:
    from django.contrib.auth import get_user_model
    from django.test import Client

    from interlock.store import members

    email = f"{role}@acme.example"
    known = {one.email: one.user for one in members.listed()}
    number = known.get(email) or members.make(
        email, None, role=role, known_as=_rep() if role == "rep" else role, by=""
    )
    client = Client(SERVER_NAME="localhost")
    user = get_user_model().objects.get(pk=number)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _milliseconds(client: Any, address: str) -> float:
    began = time.perf_counter()
    client.get(address)
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
