"""The parent of a nested stack.

moto 5.2.1 lists a nested stack as if it stood alone.
"""

from typing import Any

from moto.cloudformation import parsing
from moto.cloudformation.models import Stack
from moto.cloudformation.parsing import ResourceMap

from ..patching import replaces


@replaces(parsing, "parse_and_create_resource")
def _create(original: Any, logical_id: str, resource_json: Any, resources_map: ResourceMap, **where: str) -> Any:
    resource = original(logical_id, resource_json, resources_map, **where)
    if isinstance(resource, Stack):
        resource.parent_id = resources_map["AWS::StackId"]
    return resource
