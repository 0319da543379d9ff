"""References to outputs of other stacks by name.

moto 5.2.1 does not know `Fn::GetStackOutput`, which the CDK's weak references between stacks consist of.
"""

from typing import Any

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.models import cloudformation_backends

from ..patching import replaces


@replaces(parsing, "clean_json")
def _clean_json(original: Any, resource_json: Any, resources_map: Any) -> Any:
    if isinstance(resource_json, dict) and "Fn::GetStackOutput" in resource_json:
        return _output(parsing.clean_json(resource_json["Fn::GetStackOutput"], resources_map), resources_map)
    return original(resource_json, resources_map)


def _output(reference: dict[str, str], resources_map: Any) -> Any:
    # Without a region and a role, the output is one of the stack's own account and region.
    region = reference.get("Region") or resources_map["AWS::Region"]
    role_arn = reference.get("RoleArn")
    account_id = role_arn.split(":")[4] if role_arn else resources_map["AWS::AccountId"]
    stack_name, output_name = reference["StackName"], reference["OutputName"]
    stack = cloudformation_backends[account_id][region].get_stack(stack_name)
    for output in stack.outputs or []:
        if output["OutputKey"] == output_name:
            return output["OutputValue"]
    raise ValidationError(message=f"Output '{output_name}' not found in stack '{stack_name}'")
