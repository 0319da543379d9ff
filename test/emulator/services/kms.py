"""moto 5.2.1 takes tags of a key only under KMS's own names; CloudFormation's are `Key` and `Value`."""

from typing import Any

from moto.kms.models import Key

from ..patching import replaces_classmethod


@replaces_classmethod(Key, "create_from_cloudformation_json")
def _create(original: Any, cls: type, resource_name: str, cloudformation_json: Any, *args: Any, **kwargs: Any) -> Any:
    properties = cloudformation_json["Properties"]
    tags = [{"TagKey": tag["Key"], "TagValue": tag["Value"]} for tag in properties.get("Tags", [])]
    complete = {**cloudformation_json, "Properties": {**properties, "Tags": tags}}
    return original(cls, resource_name, complete, *args, **kwargs)
