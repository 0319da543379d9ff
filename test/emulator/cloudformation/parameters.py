"""Parameters of a stack as `DescribeStacks` tells them.

moto 5.2.1 tells what a parameter of Systems Manager resolves to as its value. AWS tells the name there, and what it
resolves to beside it; it never tells the value of one with `NoEcho`, and lists as one text.
"""

from typing import Any

from moto.cloudformation.models import Stack


def _parameter_list(self: Stack) -> list[dict[str, Any]]:
    resources = self.resource_map
    definitions = resources._template.get("Parameters", {})
    return [
        _told(name, definitions[name], resources.input_parameters.get(name), resolved)
        for name, resolved in resources.resolved_parameters.items()
    ]


def _told(name: str, definition: dict[str, Any], given: Any, resolved: Any) -> dict[str, Any]:
    value = definition.get("Default") if given is None else given
    if definition.get("NoEcho"):
        return {"ParameterKey": name, "ParameterValue": "****"}
    told = {"ParameterKey": name, "ParameterValue": _text(value)}
    if definition["Type"].startswith("AWS::SSM::Parameter::"):
        told["ResolvedValue"] = _text(resolved)
    return told


def _text(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


Stack.parameter_list = property(_parameter_list)
