"""Lines of an outcome as the API tells them: the fields of a record, and others beside them."""

from dataclasses import fields
from typing import Annotated, Any, get_type_hints

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

Chance = Annotated[float, Field(ge=0, le=1)]


class Head(Schema):
    """What every JSON of an outcome begins with."""

    schema_: str = Field(alias="schema")
    as_of: str
    seed: int
    method: str
    version: str


class Line(Schema):
    """A line: every field, null where it has no value."""

    model_config = ConfigDict(protected_namespaces=())


def of(kind: type[Any], name: str, /, *, base: type[Schema] = Line, **beside: Any) -> Any:
    """What is told of a record of a ``kind``: its fields, and others ``beside``, each with its type
    and what it is; one that is called as a field of the record takes its place.
    """
    hints = get_type_hints(kind)
    held: dict[str, Any] = {one.name: (hints[one.name], ...) for one in fields(kind)}
    return create_model(name, __base__=base, __doc__=kind.__doc__, **held | beside)


def said(what: str) -> Any:
    """A field that is told, with what it is."""
    return Field(description=what)
