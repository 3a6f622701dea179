from datetime import date, datetime, time, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from interlock.importers import salesforce_history
from interlock.importers.table import Rows
from interlock.records.company import Company
from tests.importers.made_files import log_of, read

DEAL = "006000000000001AAA"
HEAD = "OpportunityId,CreatedDate,StageName,Amount,CloseDate,ForecastCategory,IsDeleted"
NOW = (
    "Id,StageName,Amount,CloseDate,ForecastCategoryName,CreatedDate,Owner.Name\n"
    f"{DEAL},Propose,200,2026-12-31,Commit,2026-01-05T08:00:00.000Z,Bea\n"
)
SAVES = (
    f"{DEAL},2026-02-01T10:00:00.000Z,Propose,200.00,2026-12-31,Pipeline,false",
    f"{DEAL},2026-01-05T08:00:00.000Z,Qualify,100.50,2026-09-30,Pipeline,false",
    f"{DEAL},2026-03-01T10:00:00.000Z,Propose,200.0,2026-12-31,Forecast,false",
    f"{DEAL},2026-04-01T10:00:00.000Z,Gone,1,2026-12-31,Omitted,true",
)


def with_history(home):
    return read(home, {"now.csv": NOW, "saves.csv": "\n".join((HEAD, *SAVES)) + "\n"})


def test_a_save_changes_only_what_differs_from_the_save_before(tmp_path):
    reading = with_history(tmp_path)
    assert log_of(reading, "amount", DEAL) == [
        ("2026-01-05", None, "100.5"),
        ("2026-02-01", "100.5", "200"),
    ]
    assert log_of(reading, "category", DEAL) == [
        ("2026-01-05", None, "pipeline"),
        ("2026-03-01", "pipeline", "commit"),
    ]


def test_a_moved_date_is_kept_as_a_change(tmp_path):
    assert log_of(with_history(tmp_path), "expected_close_on", DEAL) == [
        ("2026-01-05", None, "2026-09-30"),
        ("2026-02-01", "2026-09-30", "2026-12-31"),
    ]


def test_deleted_saves_are_left_out_and_counted(tmp_path):
    reading = with_history(tmp_path)
    assert "Gone" not in reading.book.changes["new"].to_list()
    assert sum(left.count for left in reading.book.left_out) == 1


FIELD_HEAD = "OpportunityId,CreatedDate,Field,OldValue,NewValue"
FIELD_ROWS = (
    f"{DEAL},2026-02-01T10:00:00.000Z,StageName,Qualify,Propose",
    f"{DEAL},2026-02-02T10:00:00.000Z,Amount,100.00,200.00",
    f"{DEAL},2026-02-03T10:00:00.000Z,CloseDate,2026-09-30,2026-12-31",
    f"{DEAL},2026-02-04T10:00:00.000Z,ForecastCategoryName,Best Case,Commit",
    f"{DEAL},2026-02-05T10:00:00.000Z,Owner,005000000000001AAA,005000000000002AAA",
    f"{DEAL},2026-02-05T10:00:00.000Z,Owner,Ann,Bea",
    f"{DEAL},2026-02-06T10:00:00.000Z,Odd__c,1,2",
)


def field_history(home, *rows, now=NOW):
    return read(home, {"now.csv": now, "fields.csv": "\n".join((FIELD_HEAD, *rows)) + "\n"})


def test_the_value_before_the_first_change_stood_since_the_deal_was_created(tmp_path):
    reading = field_history(tmp_path, *FIELD_ROWS)
    assert log_of(reading, "stage", DEAL) == [
        ("2026-01-05", None, "Qualify"),
        ("2026-02-01", "Qualify", "Propose"),
    ]
    assert log_of(reading, "amount", DEAL)[0] == ("2026-01-05", None, "100")
    assert log_of(reading, "category", DEAL)[0] == ("2026-01-05", None, "best case")


def test_the_row_that_says_created_tells_the_first_day(tmp_path):
    created = f"{DEAL},2026-01-04T10:00:00.000Z,created,,"
    reading = field_history(tmp_path, created, *FIELD_ROWS)
    assert log_of(reading, "stage", DEAL)[0] == ("2026-01-04", None, "Qualify")


def test_owners_are_kept_by_name(tmp_path):
    assert log_of(field_history(tmp_path, *FIELD_ROWS), "owner", DEAL) == [
        ("2026-01-05", None, "Ann"),
        ("2026-02-05", "Ann", "Bea"),
    ]


def test_a_deal_created_after_the_history_began_and_never_changed_had_todays_values_all_along(
    tmp_path,
):
    later = "006000000000002AAA,Qualify,50,2026-11-30,Commit,2026-03-05T08:00:00.000Z,Ann\n"
    earlier = "006000000000003AAA,Qualify,50,2026-11-30,Commit,2025-03-05T08:00:00.000Z,Ann\n"
    reading = field_history(tmp_path, *FIELD_ROWS, now=NOW + later + earlier)
    assert log_of(reading, "stage", "006000000000002AAA") == [("2026-03-05", None, "Qualify")]
    seen_on = str(reading.book.seen_on)
    assert log_of(reading, "stage", "006000000000003AAA") == [(seen_on, None, "Qualify")]


SNAPSHOT = st.tuples(
    st.integers(0, 3),
    st.integers(0, 20),
    st.sampled_from(["Qualify", "Propose", "Closed Won"]),
    st.sampled_from(["", "100", "100.00", "250.5"]),
    st.sampled_from(["2026-06-30", "2026-09-30"]),
)
START = datetime(2026, 1, 1, 9)


@given(saves=st.lists(SNAPSHOT, min_size=1, max_size=25), until=st.integers(-1, 21))
def test_replaying_the_changes_up_to_a_day_gives_the_snapshot_of_that_day(saves, until):
    saves = sorted(saves, key=lambda save: save[:2])
    frame = pl.DataFrame(
        {
            "line": range(2, len(saves) + 2),
            "c0": [f"00600000000000{deal}AAA" for deal, *_ in saves],
            "c1": [(START + timedelta(days=day)).isoformat() for _, day, *_ in saves],
            "c2": [stage for _, _, stage, *_ in saves],
            "c3": [amount or None for *_, amount, _ in saves],
            "c4": [close for *_, close in saves],
        },
        schema_overrides={"line": pl.Int64, "c3": pl.String},
    )
    headers = ("OpportunityId", "CreatedDate", "StageName", "Amount", "CloseDate")
    changes = salesforce_history.read(Rows("h.csv", headers, frame), Company()).tables["changes"]
    night = datetime.combine(date(2026, 1, 1) + timedelta(days=until), time.max)
    replayed: dict[tuple[str, str], str | None] = {}
    for change in changes.filter(pl.col("at") <= night).iter_rows(named=True):
        assert replayed.get((change["id"], change["field"])) == change["old"]
        replayed[change["id"], change["field"]] = change["new"]
    assert replayed == _snapshot(saves, until)


def _snapshot(saves, until):
    """The last save of each deal up to the day, as the change log writes values."""
    plain = {"": None, "100": "100", "100.00": "100", "250.5": "250.5"}
    last = {deal: rest for deal, day, *rest in saves if day <= until}
    return {
        (f"00600000000000{deal}AAA", field): value
        for deal, (stage, amount, close) in last.items()
        for field, value in (
            ("stage", stage),
            ("amount", plain[amount]),
            ("expected_close_on", close),
        )
    }
