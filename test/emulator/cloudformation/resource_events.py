"""Events of single resources.

moto 5.2.1 has events of the stack only, so that a failed deployment does not say which resource failed.
"""

from typing import Any

from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import Event, cloudformation_backends
from moto.cloudformation.parsing import ResourceMap

MAX_REASON = 300


def add_resource_event(
    resources: ResourceMap,
    logical_id: str,
    resource_type: str,
    status: str,
    resource: Any = None,
    reason: str | None = None,
) -> None:
    """Adds the event to the stack the resources belong to; the hidden stacks of stack sets have no events."""
    try:
        stack = cloudformation_backends[resources._account_id][resources._region_name].get_stack(resources.stack_id)
    except ValidationError:
        return
    stack.events.append(
        Event(
            stack_id=stack.stack_id,
            stack_name=stack.name,
            logical_resource_id=logical_id,
            physical_resource_id=str(getattr(resource, "physical_resource_id", "") or ""),
            resource_type=resource_type,
            resource_status=status,
            resource_status_reason=reason[:MAX_REASON] if reason else None,
            resource_properties=None,
        )
    )
