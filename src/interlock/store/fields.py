"""Columns whose values both databases keep exactly."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import models

EPOCH, MICROSECOND = datetime(1970, 1, 1), timedelta(microseconds=1)
THOUSANDTHS = 1000


class Money(models.BigIntegerField):
    """A decimal with three places, kept as whole thousandths: SQLite has no decimals."""

    def from_db_value(self, value: int | None, *_: Any) -> Decimal | None:
        return None if value is None else Decimal(value) / THOUSANDTHS

    def get_prep_value(self, value: Any) -> int | None:
        return None if value is None else int(Decimal(value) * THOUSANDTHS)


class Moment(models.BigIntegerField):
    """A moment in the company's own time zone, kept as microseconds since 1970."""

    def from_db_value(self, value: int | None, *_: Any) -> datetime | None:
        return None if value is None else EPOCH + value * MICROSECOND

    def get_prep_value(self, value: Any) -> int | None:
        return None if value is None else (value - EPOCH) // MICROSECOND


class Names(models.TextField):
    """Several names, kept as JSON."""

    def from_db_value(self, value: str | None, *_: Any) -> list[str] | None:
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)
