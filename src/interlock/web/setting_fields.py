"""Fields of forms whose values are as company.toml says them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

Choices = Iterable[tuple[Any, str]]


class Number(forms.DecimalField):
    """A number."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.widget.attrs["step"] = "any"

    def prepare_value(self, value: Any) -> Any:
        """What is typed stays as it is."""
        return plain(value) if isinstance(value, float | int) else value

    def clean(self, value: Any) -> Any:
        """As a float, None for nothing."""
        found = super().clean(value)
        return None if found is None else float(found)


class PerCent(Number):
    """A share, written as per cents."""

    def __init__(self, **more: Any) -> None:
        super().__init__(min_value=0, max_value=100, **more)

    def prepare_value(self, value: Any) -> Any:
        """What is typed stays as it is."""
        return plain(value, times=100) if isinstance(value, float | int) else value

    def clean(self, value: Any) -> Any:
        """As a share from 0 to 1."""
        found = super().clean(value)
        return None if found is None else float(Decimal(str(found)) / 100)

    def words(self, value: Any) -> str:
        """Such as 90 %."""
        return f"{plain(value, times=100)} %"


class Words(forms.CharField):
    """Several words, one a line."""

    def __init__(self, **more: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 4}), **more)

    def prepare_value(self, value: Any) -> Any:
        """Each on its line."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        """As a list, without empty lines."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def words(self, value: Any) -> str:
        """One after the other."""
        return ", ".join(value)


class Pair(forms.MultiValueField):
    """Two whole numbers, each with what it means."""

    def __init__(self, first: str, second: str, **more: Any) -> None:
        parts = [forms.IntegerField(min_value=0), forms.IntegerField(min_value=0)]
        boxes = [forms.NumberInput(attrs={"aria-label": one}) for one in (first, second)]
        super().__init__(fields=parts, widget=_Boxes(boxes), **more)

    def compress(self, data_list: Any) -> Any:
        """As a list."""
        return list(data_list)

    def words(self, value: Any) -> str:
        """From one to the other."""
        return " and ".join(map(str, value))


class _Boxes(forms.MultiWidget):
    def decompress(self, value: Any) -> Any:
        return value or [None, None]


class Day(forms.DateField):
    """A day."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


def choice(choices: Choices, **more: Any) -> forms.ChoiceField:
    """One of these words."""
    return forms.ChoiceField(choices=list(choices), **more)


def number_of(choices: Mapping[int, str], **more: Any) -> forms.TypedChoiceField:
    """One of these numbers, each with what it is called."""
    return forms.TypedChoiceField(choices=list(choices.items()), coerce=int, **more)


def words(field: forms.Field, value: Any) -> str:
    """A value as a reader says it."""
    if isinstance(field, PerCent | Words | Pair):
        return field.words(value) or "none"
    if isinstance(field, forms.BooleanField):
        return "yes" if value else "no"
    if isinstance(field, forms.ChoiceField):
        called: Any = field.choices
        return str(dict(called).get(value, value))
    return str(value) or "none"


def plain(number: float, *, times: int = 1) -> str:
    """A number without zeros that say nothing."""
    return f"{(Decimal(str(number)) * times).normalize():f}"
