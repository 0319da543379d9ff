"""Attributes (`Fn::GetAtt`) of the models moto has.

moto 5.2.1 knows only some attributes of each; the rest fail the stack. Here they fall back to what the resource has
under a similar name, and then to a string that names the model and the attribute.
"""

from collections.abc import Callable
from typing import Any

from moto.cloudformation import parsing

from .stubs import Stub

ARN_ATTRIBUTES = ("Arn", "TopicArn", "PolicyArn", "LoadBalancerArn", "FunctionArn")


def _first_string(resource: Any, names: tuple[str, ...]) -> str | None:
    values = (getattr(resource, name, None) for name in names)
    return next((value for value in values if isinstance(value, str)), None)


def _stack_output(resource: Any, key: str) -> str | None:
    return next((output["OutputValue"] for output in resource.outputs or [] if output["OutputKey"] == key), None)


def _fallback(resource: Any, attribute: str) -> Any:
    value = None
    if attribute in ARN_ATTRIBUTES:
        value = _first_string(resource, ("arn", "topic_arn", "function_arn", "physical_resource_id"))
    elif attribute.startswith("Outputs."):
        value = _stack_output(resource, attribute.removeprefix("Outputs."))
    elif attribute == "Version":
        value = str(getattr(resource, "version", 1))
    elif attribute in ("Value", "Name"):
        value = getattr(resource, attribute.lower(), "")
    elif attribute == "AvailabilityZone":
        value = getattr(resource, "availability_zone", "")
    elif attribute.endswith("Id"):
        value = _first_string(resource, ("id", "physical_resource_id"))
    return f"{type(resource).__name__}-{attribute}" if value is None else value


def _with_fallback(get: Callable[[Any, str], Any] | None) -> Callable[[Any, str], Any]:
    def get_cfn_attribute(self: Any, attribute: str) -> Any:
        try:
            value = get(self, attribute) if get else None
        except Exception:  # each model has its own way of saying no
            value = None
        return _fallback(self, attribute) if value is None else value

    return get_cfn_attribute


for _model in parsing.get_model_list():
    if _model is not Stub:
        _model.has_cfn_attr = classmethod(lambda cls, attr: True)
        _model.get_cfn_attribute = _with_fallback(getattr(_model, "get_cfn_attribute", None))
