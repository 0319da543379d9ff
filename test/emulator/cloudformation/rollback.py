"""Rollback.

moto 5.2.1 answers a failed creation or update with an error of the API, and leaves what it had made until then. In AWS
the request succeeds, and the stack then rolls back.
"""

import copy
from typing import Any

from moto.cloudformation.exceptions import AlreadyExistsException, ValidationError
from moto.cloudformation.models import CloudFormationBackend, Stack

from ..patching import replaces
from .stack_deletion import MAX_REASON, forget_resources


def roll_back_creation(backend: CloudFormationBackend, stack: Stack, cause: Exception) -> None:
    """Deletes what was made and leaves the stack in ROLLBACK_COMPLETE."""
    stack.stack_status_reason = str(cause)[:MAX_REASON]
    stack._add_stack_event("ROLLBACK_IN_PROGRESS", resource_status_reason=stack.stack_status_reason)
    for name in [name for name, export in backend.exports.items() if export.exporting_stack_id == stack.stack_id]:
        del backend.exports[name]
    for resource in stack.resource_map._resource_json_map.values():
        if resource.get("DeletionPolicy") == "RetainExceptOnCreate":
            del resource["DeletionPolicy"]
    try:
        stack.resource_map.delete()
        stack.status = "ROLLBACK_COMPLETE"
    except Exception as error:
        stack.status, stack.stack_status_reason = "ROLLBACK_FAILED", str(error)[:MAX_REASON]
    forget_resources(stack)
    stack._add_stack_event(stack.status, resource_status_reason=stack.stack_status_reason)


@replaces(CloudFormationBackend, "create_stack")
def _create_stack(original: Any, self: CloudFormationBackend, name: str, *args: Any, **kwargs: Any) -> Stack:
    # A change set that was never executed leaves a stack under review; creating it is allowed.
    for stack in list(self.stacks.values()):
        if stack.name == name and stack.status == "REVIEW_IN_PROGRESS":
            del self.stacks[stack.stack_id]
    before = set(self.stacks)
    try:
        return original(self, name, *args, **kwargs)
    except AlreadyExistsException:
        raise
    except Exception as error:
        stack = next((stack for key, stack in self.stacks.items() if key not in before and stack.name == name), None)
        if stack is None:  # the template itself was refused
            raise
        roll_back_creation(self, stack, error)
        return stack


@replaces(Stack, "update")
def _update(
    original: Any, self: Stack, template: str, role_arn: Any = None, parameters: Any = None, tags: Any = None
) -> None:
    if self.status == "ROLLBACK_COMPLETE":
        raise ValidationError(message=f"Stack:{self.stack_id} is in ROLLBACK_COMPLETE state and can not be updated.")
    template_before, parameters_before = self.template, self.parameters
    resources_before = copy.deepcopy(self.template_dict)
    self.stack_status_reason = None
    try:
        original(self, template, role_arn, parameters, tags)
    except Exception as error:
        reason = str(error)[:MAX_REASON]
        self._add_stack_event("UPDATE_ROLLBACK_IN_PROGRESS", resource_status_reason=reason)
        self.template = template_before
        self._parse_template()
        try:
            self.resource_map.update(resources_before, parameters_before)
            self.status = "UPDATE_ROLLBACK_COMPLETE"
        except Exception:
            self.status = "UPDATE_ROLLBACK_FAILED"
        self.stack_status_reason = reason
        self._add_stack_event(self.status, resource_status_reason=reason)
