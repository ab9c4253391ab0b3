"""JSON from strangers: UTF-8, no key twice, no NaN, and errors as sentences that name the key."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pipeline.errors import InputRefused
from pipeline.intake.files import shown

Model = TypeVar("Model", bound=BaseModel)

_EXPECTED = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "date_type": "a date such as 2026-11-22",
    "date_parsing": "a date such as 2026-11-22",
    "date_from_datetime_parsing": "a date such as 2026-11-22",
    "date_from_datetime_inexact": "a date such as 2026-11-22",
    "tuple_type": "a list",
    "dict_type": "an object",
    "model_type": "an object",
}


def parse_object(name: str, data: bytes) -> dict[str, Any]:
    """The JSON object in a file.

    Raises:
        InputRefused: not UTF-8, no JSON, no object, a key twice, or a number that JSON does not have.
    """
    try:
        parsed = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise InputRefused(f"{shown(name)} is not written in UTF-8.", "Save it as UTF-8.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise InputRefused(f"{shown(name)} is not valid JSON ({where}).", "Correct it there.") from None
    except ValueError as error:
        raise InputRefused(f"{shown(name)} is not valid JSON: {error}.", "Correct it there.") from None
    except RecursionError:
        raise InputRefused(f"{shown(name)} is nested too deeply.", "An application has three levels.") from None
    if not isinstance(parsed, dict):
        raise InputRefused(f"{shown(name)} holds no JSON object.", 'It begins with "{".')
    return parsed


def validate(name: str, data: Mapping[str, Any], model: type[Model]) -> Model:
    """A parsed object as a model, strictly: a number is no text and 1 is no true.

    Raises:
        InputRefused: names the first key that is wrong and what it takes.
    """
    try:
        return model.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        raise InputRefused(f"{shown(name)}: {_sentence(error.errors()[0], model)}", "Correct it and try again.") from None


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {shown(key)} stands twice in one object")
        found[key] = value
    return found


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _sentence(error: ErrorDetails, model: type[BaseModel]) -> str:
    where, kind, context = _path(error), error["type"], error.get("ctx", {})
    if kind == "missing":
        return f"the key {where} is missing."
    if kind == "extra_forbidden":
        return f"the key {where} is unknown; {_allowed(error, model)}."
    if kind in ("enum", "literal_error"):
        return f"{where} is {_value(error)}; it takes {context['expected']}."
    if kind in _EXPECTED:
        return f"{where} is {_value(error)}; it takes {_EXPECTED[kind]}."
    if kind == "string_too_long":
        return f"{where} is longer than {context['max_length']} characters."
    if kind == "string_too_short":
        return f"{where} is empty."
    if kind == "string_pattern_mismatch":
        return f"{where} is {_value(error)}; it has characters that are not allowed there."
    return f"{where} is wrong: {error['msg']}."


def _path(error: ErrorDetails) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"])
    return shown(path.lstrip(".")) or "the whole"


def _value(error: ErrorDetails) -> str:
    value = error["input"]
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return shown(json.dumps(value, ensure_ascii=False))


def _allowed(error: ErrorDetails, model: type[BaseModel]) -> str:
    """The keys that stand beside an unknown one: those of the model, or of the model below it that the path leads to."""
    for part in error["loc"][:-1]:
        if isinstance(part, str):
            model = _model_below(model, part) or model
    return "allowed are " + ", ".join(field.alias or name for name, field in model.model_fields.items())


def _model_below(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    field = model.model_fields.get(name)
    annotation = field.annotation if field else None
    candidates = (annotation, *getattr(annotation, "__args__", ()))
    return next((each for each in candidates if isinstance(each, type) and issubclass(each, BaseModel)), None)
