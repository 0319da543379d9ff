"""Change sets.

moto 5.2.1 looks change sets up by name without regard to their stack, answers an unknown one with the wrong error code
and the deletion of one with a failure, forgets outputs, exports, description and failures when it executes one, and
lists it for ever after. It makes a second stack of the same name for a second change set that creates one.
"""

from typing import Any

from moto.cloudformation.exceptions import CloudFormationError
from moto.cloudformation.models import ChangeSet, CloudFormationBackend, Stack
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult, EmptyResult

from ..patching import replaces
from .rollback import roll_back_creation


class ChangeSetNotFound(CloudFormationError):
    code = "ChangeSetNotFound"


def _find(backend: CloudFormationBackend, name: str, stack: str | None) -> ChangeSet | None:
    for change_set in backend.change_sets.values():
        is_named = name in (change_set.change_set_id, change_set.change_set_name)
        if is_named and stack in (None, change_set.stack_name, change_set.stack_id):
            return change_set
    return None


def _get(response: CloudFormationResponse) -> ChangeSet:
    name, stack = response._get_param("ChangeSetName"), response._get_param("StackName")
    change_set = _find(response.cloudformation_backend, name, stack)
    if change_set is None:
        raise ChangeSetNotFound(f"ChangeSet [{name}] does not exist")
    return change_set


@replaces(CloudFormationResponse, "create_change_set")
def _create(original: Any, self: CloudFormationResponse) -> ActionResult:
    """Keeps previous values of the parameters the stack has, and lets go of the others."""
    parameters = self._get_param("Parameters", []) or []
    if any(parameter.get("UsePreviousValue") for parameter in parameters):
        previous = self.cloudformation_backend.get_stack(self._get_param("StackName")).parameters
        self.params["Parameters"] = [
            {"ParameterKey": key, "ParameterValue": previous[key]} if parameter.get("UsePreviousValue") else parameter
            for parameter in parameters
            for key in [parameter["ParameterKey"]]
            if not parameter.get("UsePreviousValue") or key in previous
        ]
    return original(self)


@replaces(CloudFormationBackend, "create_change_set")
def _create_once(original: Any, self: CloudFormationBackend, stack_name: str, *args: Any, **kwargs: Any) -> Any:
    """A stack that waits for its first change set to be executed gives way to the one of the next."""
    for stack in list(self.stacks.values()):
        if stack.name == stack_name and stack.status == "REVIEW_IN_PROGRESS":
            del self.stacks[stack.stack_id]
    return original(self, stack_name, *args, **kwargs)


@replaces(CloudFormationResponse, "describe_change_set")
def _describe(_: Any, self: CloudFormationResponse) -> ActionResult:
    return ActionResult(_get(self))


@replaces(CloudFormationResponse, "delete_change_set")
def _delete(_: Any, self: CloudFormationResponse) -> EmptyResult:
    name, stack = self._get_param("ChangeSetName"), self._get_param("StackName")
    change_set = _find(self.cloudformation_backend, name, stack)
    if change_set is not None:
        del self.cloudformation_backend.change_sets[change_set.change_set_id]
    return EmptyResult()


@replaces(CloudFormationResponse, "execute_change_set")
def _execute(_: Any, self: CloudFormationResponse) -> EmptyResult:
    backend, change_set = self.cloudformation_backend, _get(self)
    if change_set.change_set_type == "CREATE":
        _execute_creation(backend, change_set.stack, change_set)
    else:
        change_set.stack.update(change_set.template, change_set.role_arn, change_set.parameters, change_set.tags)
    del backend.change_sets[change_set.change_set_id]
    return EmptyResult()


def _execute_creation(backend: CloudFormationBackend, stack: Stack, change_set: ChangeSet) -> None:
    stack._add_stack_event("CREATE_IN_PROGRESS", resource_status_reason="User Initiated")
    stack.resource_map.cross_stack_resources = backend.exports
    try:
        change_set.apply()
        stack.template = change_set.template
        stack._parse_template()
        stack.output_map = stack._create_output_map()
        stack.description = stack.template_dict.get("Description")
        for export in stack.exports:
            backend.exports[export.name] = export
        stack.status = "CREATE_COMPLETE"
        stack._add_stack_event("CREATE_COMPLETE")
    except Exception as error:
        roll_back_creation(backend, stack, error)
