"""moto 5.2.1 gives a parameter without a name none, and takes its tags as a list; CloudFormation's are a map."""

from typing import Any

from moto.ssm.models import Parameter

from ..patching import replaces_classmethod


@replaces_classmethod(Parameter, "create_from_cloudformation_json")
def _create(original: Any, cls: type, resource_name: str, cloudformation_json: Any, *args: Any, **kwargs: Any) -> Any:
    properties = {"Name": resource_name, **cloudformation_json["Properties"]}
    tags = properties.get("Tags", {})
    if isinstance(tags, dict):
        properties["Tags"] = [{"Key": key, "Value": value} for key, value in tags.items()]
    return original(cls, resource_name, {**cloudformation_json, "Properties": properties}, *args, **kwargs)
