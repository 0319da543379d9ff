"""Updates of stacks.

moto 5.2.1 forgets a resource whose model cannot be updated, fails on `UsePreviousValue` of a parameter that the new
template has and the old one had not, and does not say when a stack was updated.
"""

from typing import Any

from moto.cloudformation import parsing
from moto.cloudformation.models import CloudFormationBackend, Stack
from moto.cloudformation.parsing import ResourceMap
from moto.core.utils import utcnow

from ..patching import replaces
from .resource_events import add_resource_event


@replaces(parsing, "parse_and_update_resource")
def _update(
    original: Any, logical_id: str, resource_json: Any, resources_map: ResourceMap, account_id: str, region_name: str
) -> Any:
    before = resources_map[logical_id]
    after = original(logical_id, resource_json, resources_map, account_id, region_name)
    resource = before if after is None else after
    add_resource_event(resources_map, logical_id, resource_json["Type"], "UPDATE_COMPLETE", resource)
    return resource


@replaces(CloudFormationBackend, "_resolve_update_parameters")
def _resolve_update_parameters(original: Any, self: Any, instance: Any, incoming_params: list[dict[str, Any]]) -> Any:
    given = {parameter["ParameterKey"]: parameter.get("ParameterValue") for parameter in incoming_params}
    kept = [parameter["ParameterKey"] for parameter in incoming_params if parameter.get("UsePreviousValue")]
    previous = {key: instance.parameters[key] for key in kept if key in instance.parameters}
    return {key: value for key, value in given.items() if value is not None} | previous


@replaces(Stack, "update")
def _note_time(original: Any, self: Stack, *args: Any, **kwargs: Any) -> None:
    self.last_updated_time = utcnow()
    original(self, *args, **kwargs)
