"""Stubs for resource types that moto does not know.

moto 5.2.1 skips an unknown type with a warning; whatever refers to the resource then fails. A stub keeps the
properties and answers `Ref` and `Fn::GetAtt` with plausible strings. Custom resources are stubs as well: moto would
wait for a signed answer from a Lambda function, which it cannot run without Docker.
"""

from collections.abc import Callable
from typing import Any

from moto.cloudformation import parsing
from moto.core.common_models import CloudFormationModel

#: Properties that name a resource, in the order in which they are looked for.
NAME_PROPERTIES = (
    "Name", "AlarmName", "BackupVaultName", "StageName", "FunctionName", "DBClusterIdentifier",
    "DBProxyName", "TopicName", "BucketName", "UsagePlanName", "StackSetName",
)  # fmt: skip

POSTGRES_PORT = "5432"


class Stub(CloudFormationModel):
    """A resource that exists in its stack alone, in no service."""

    # moto derives the name of the service from the module and expects it to be in its own package.
    __module__ = "moto.cloudformation.stub"

    #: Whether `Ref` gives the ARN and not the name.
    ref_is_arn = False

    deletion_policy: str | None = None

    def __init__(self, name: str, resource_type: str, properties: dict[str, Any], account_id: str, region: str):
        self.name = name
        self.resource_type = resource_type
        self.properties = properties
        self.account_id = account_id
        self.region = region
        self.arn = f"arn:aws:{self.service}:{region}:{account_id}:{resource_type.split('::')[-1].lower()}/{name}"

    @property
    def service(self) -> str:
        return self.resource_type.split("::")[1].lower() if self.resource_type.startswith("AWS::") else "custom"

    @property
    def physical_resource_id(self) -> str:
        return self.arn if self.ref_is_arn else self.name

    def is_created(self) -> bool:
        return True

    @staticmethod
    def cloudformation_name_type() -> str:
        return ""

    @staticmethod
    def cloudformation_type() -> str:
        return "Emulator::Stub"

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return True

    def get_cfn_attribute(self, attribute: str) -> Any:
        if attribute.endswith("Port"):
            return POSTGRES_PORT
        if any(word in attribute for word in ("Address", "Endpoint", "Domain")):
            return f"{self.name.lower()}.{self.service}.{self.region}.example.internal"
        if attribute.endswith("Arn"):
            return self.arn
        if attribute.endswith("s") and not attribute.endswith("Status"):
            return [f"{self.name}-{attribute}"]
        return f"{self.name}-{attribute}"

    @classmethod
    def create_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any
    ) -> "Stub":
        properties = cloudformation_json.get("Properties", {})
        named = (properties[key] for key in NAME_PROPERTIES if isinstance(properties.get(key), str))
        stub = cls(next(named, resource_name), kwargs["ResourceType"], properties, account_id, region_name)
        stub.deletion_policy = cloudformation_json.get("DeletionPolicy")
        stub.created()
        return stub

    @classmethod
    def update_from_cloudformation_json(
        cls, original_resource: Any, new_resource_name: str, cloudformation_json: Any, account_id: str, region_name: str
    ) -> Any:
        if isinstance(original_resource, Stub):
            original_resource.properties = cloudformation_json.get("Properties", {})
            original_resource.deletion_policy = cloudformation_json.get("DeletionPolicy")
            original_resource.updated()
        return original_resource

    def delete(self, account_id: str, region: str) -> None:
        """For stand-ins that keep something in a service; `ResourceMap` calls it."""

    def created(self) -> None:
        """For stand-ins that keep something in a service."""

    def updated(self) -> None:
        """For stand-ins that keep something in a service."""


_stand_ins: dict[str, type[Stub]] = {}


def stands_for(*resource_types: str) -> Callable[[type[Stub]], type[Stub]]:
    """Uses the decorated kind of stub for the given resource types."""

    def register(stub: type[Stub]) -> type[Stub]:
        stub.__module__ = Stub.__module__
        _stand_ins.update(dict.fromkeys(resource_types, stub))
        return stub

    return register


def _resource_class_from_type(resource_type: str) -> type[CloudFormationModel] | None:
    if resource_type in parsing.NULL_MODELS:
        return None
    return _stand_ins.get(resource_type) or parsing.get_model_map().get(resource_type) or Stub


parsing.resource_class_from_type = _resource_class_from_type


@stands_for("AWS::SNS::Subscription")
class ArnStub(Stub):
    """A stub whose `Ref` is its ARN."""

    ref_is_arn = True
