"""Deletion of stacks.

moto 5.2.1 takes a stack off its list before its resources are gone, so that a failure leaves neither; it ignores
termination protection, and deletes a stack whose exports another one imports.
"""

import json
from typing import Any

from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import CloudFormationBackend, Stack
from moto.cloudformation.parsing import OutputMap

from ..patching import replaces

MAX_REASON = 300


def forget_resources(stack: Stack) -> None:
    """Lets the stack be described as it is; moto would create its resources again."""
    stack.output_map = OutputMap(stack.resource_map, {}, stack.stack_id)
    stack.resource_map._resource_json_map = {}


def _find(backend: CloudFormationBackend, name_or_stack_id: str) -> Stack | None:
    named = (stack for stack in backend.stacks.values() if name_or_stack_id in (stack.stack_id, stack.name))
    return next(named, None)


def _imports(stack: Stack, export_name: str) -> bool:
    resources = json.dumps(stack.template_dict.get("Resources", {}))
    return "Fn::ImportValue" in resources and json.dumps(export_name) in resources


@replaces(CloudFormationBackend, "delete_stack")
def _delete_stack(_: Any, self: CloudFormationBackend, name_or_stack_id: str) -> None:
    stack = _find(self, name_or_stack_id)
    if stack is None:
        return
    if stack.enable_termination_protection:
        raise ValidationError(message=f"Stack [{stack.name}] cannot be deleted while TerminationProtection is enabled")
    export_names = sorted(export.name for export in stack.exports)
    for other in self.stacks.values():
        for name in export_names:
            if other is not stack and _imports(other, name):
                raise ValidationError(message=f"Export {name} cannot be deleted as it is in use by {other.name}")

    stack._add_stack_event("DELETE_IN_PROGRESS", resource_status_reason="User Initiated")
    try:
        stack.resource_map.delete()
    except Exception as error:
        stack.status, stack.stack_status_reason = "DELETE_FAILED", str(error)[:MAX_REASON]
        stack._add_stack_event("DELETE_FAILED", resource_status_reason=stack.stack_status_reason)
        return
    forget_resources(stack)
    stack.status = "DELETE_COMPLETE"
    stack._add_stack_event("DELETE_COMPLETE")
    self.deleted_stacks[stack.stack_id] = self.stacks.pop(stack.stack_id)
    for name in export_names:
        self.exports.pop(name, None)
