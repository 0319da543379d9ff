"""Reading templates.

moto 5.2.1:
- reads every template, JSON too, with PyYAML in pure Python: seconds for a tenant's, several times a deployment;
- gives the zones of us-east-1 for `Fn::GetAZs` without a region, and zones of no region for one that is a `Ref`;
- keeps `AWS::NoValue` as an empty element of a list;
- resolves `AWS::Partition` and `AWS::URLSuffix` as if every region were in the standard partition. That is left alone.
"""

import json
from types import SimpleNamespace
from typing import Any

import yaml
from moto.cloudformation import models, parsing, responses
from moto.ec2.models.availability_zones_and_regions import RegionsAndZonesBackend

from ..patching import replaces


def _load(text: str, Loader: Any) -> Any:  # noqa: N803, the name is PyYAML's
    try:
        return json.loads(text)
    except ValueError:
        return yaml.load(text, Loader=Loader)


_json_first = SimpleNamespace(load=_load, Loader=yaml.Loader, add_multi_constructor=yaml.add_multi_constructor)
models.yaml = _json_first
responses.yaml = _json_first


@replaces(parsing, "clean_json")
def _clean_json(original: Any, resource_json: Any, resources_map: Any) -> Any:
    if isinstance(resource_json, dict) and "Fn::GetAZs" in resource_json:
        given = parsing.clean_json(resource_json["Fn::GetAZs"], resources_map)
        region = given or resources_map["AWS::Region"]
        return sorted(zone.name for zone in RegionsAndZonesBackend.zones[region])
    cleaned = original(resource_json, resources_map)
    return [element for element in cleaned if element is not None] if isinstance(cleaned, list) else cleaned
