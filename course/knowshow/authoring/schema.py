"""Generate the JSON Schema of the scenario format, for editors."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from knowshow.content.text import say
from knowshow.story.scenario import Scenario


class _Plain(GenerateJsonSchema):
    """Pydantic's schema without its machine-made titles, which editors would show as noise."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's signature
        return False


def schema() -> dict[str, Any]:
    """Return the format as a JSON Schema, with the keys that an author types."""
    raw = Scenario.model_json_schema(by_alias=True, schema_generator=_Plain)
    for part in (raw, *raw.get("$defs", {}).values()):
        part.pop("title", None)
        if "description" in part:
            part["description"] = " ".join(part["description"].split())
    raw = _without_null(raw)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": say("guide", "schema"),
        **raw,
    }


def _without_null(part: Any) -> Any:
    """Return the schema without nulls: no author means to leave a key without a value."""
    if isinstance(part, list):
        return [_without_null(item) for item in part]
    if not isinstance(part, dict):
        return part
    kinds = [item for item in part.get("anyOf", ()) if item != {"type": "null"}]
    rest = {key: value for key, value in part.items() if not (key == "default" and value is None)}
    if len(kinds) == 1:
        rest = {key: value for key, value in rest.items() if key != "anyOf"} | kinds[0]
    return {key: _without_null(value) for key, value in rest.items()}


def text() -> str:
    """Return the text of the committed schema file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
