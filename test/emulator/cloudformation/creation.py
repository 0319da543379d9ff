"""Order of creation.

moto 5.2.1 creates resources lazily through `Ref` and forgets `DependsOn` on that way: an API Gateway deployment is
created before its methods, and is refused. In an update it follows no order at all for added resources.
"""

from typing import Any

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import CloudFormationError
from moto.cloudformation.parsing import ResourceMap

from ..patching import replaces
from .resource_events import add_resource_event


class ResourceNotCreated(CloudFormationError):
    """The model of a resource failed on what the template says."""

    code = "ValidationError"


def dependencies(resource_json: dict[str, Any]) -> list[str]:
    depends_on = resource_json.get("DependsOn", [])
    return [depends_on] if isinstance(depends_on, str) else depends_on


@replaces(parsing, "parse_and_create_resource")
def _create(
    original: Any, logical_id: str, resource_json: Any, resources_map: ResourceMap, account_id: str, region_name: str
) -> Any:
    resource_type = resource_json["Type"]
    for dependency in dependencies(resource_json):
        if dependency in resources_map._resource_json_map:
            resources_map[dependency]
    if logical_id in resources_map._parsed_resources:  # by way of a dependency that refers back to it
        return resources_map._parsed_resources[logical_id]
    try:
        resource = original(logical_id, resource_json, resources_map, account_id, region_name)
    except Exception as error:
        add_resource_event(resources_map, logical_id, resource_type, "CREATE_FAILED", reason=str(error))
        if isinstance(error, KeyError):  # a mapping's `get` would take it for "no such resource"
            raise ResourceNotCreated(f"{resource_type}: {error!r}") from error
        raise
    if resource is not None:
        add_resource_event(resources_map, logical_id, resource_type, "CREATE_COMPLETE", resource)
    return resource
