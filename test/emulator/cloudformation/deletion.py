"""Deletion of resources.

moto 5.2.1 leaves many resources behind when their stack goes, refuses to delete what others still use, and describes
a deleted stack by creating its resources again. `DeletionPolicy` knows only `Retain`.
"""

from collections.abc import Callable
from typing import Any

from moto.apigateway.models import apigateway_backends
from moto.cloudformation.models import Stack
from moto.cloudformation.parsing import ResourceMap
from moto.ec2.models import ec2_backends
from moto.iam.models import iam_backends

from ..patching import replaces

RETAINING_POLICIES = ("Retain", "RetainExceptOnCreate")


def _delete_route_table(ec2: Any, resource: Any, _: dict[str, Any]) -> None:
    ec2.get_route_table(resource.physical_resource_id)._associations.clear()
    ec2.delete_route_table(resource.physical_resource_id)


def _detach_internet_gateway(ec2: Any, _: Any, properties: dict[str, Any]) -> None:
    for gateway in list(ec2.internet_gateways.values()):
        if gateway.vpc and gateway.id == properties.get("InternetGatewayId"):
            ec2.detach_internet_gateway(gateway.id, gateway.vpc.id)


def _delete_internet_gateway(ec2: Any, resource: Any, _: dict[str, Any]) -> None:
    resource.vpc = None
    ec2.delete_internet_gateway(resource.physical_resource_id)


_EC2: dict[str, Callable[[Any, Any, dict[str, Any]], Any]] = {
    "AWS::EC2::RouteTable": _delete_route_table,
    "AWS::EC2::VPCEndpoint": lambda ec2, resource, _: ec2.delete_vpc_endpoints([resource.physical_resource_id]),
    "AWS::EC2::NatGateway": lambda ec2, resource, _: ec2.delete_nat_gateway(resource.physical_resource_id),
    "AWS::EC2::FlowLog": lambda ec2, resource, _: ec2.delete_flow_logs([resource.physical_resource_id]),
    "AWS::EC2::EIP": lambda ec2, resource, _: ec2.release_address(allocation_id=resource.allocation_id),
    "AWS::EC2::VPCGatewayAttachment": _detach_internet_gateway,
    "AWS::EC2::InternetGateway": _delete_internet_gateway,
}


def _delete(original: Any, resources: ResourceMap, resource: Any, resource_json: dict[str, Any]) -> None:
    account_id, region, resource_type = resources._account_id, resources._region_name, resource_json["Type"]
    if resource_type in _EC2:
        _EC2[resource_type](ec2_backends[account_id][region], resource, resource_json.get("Properties", {}))
    elif resource_type == "AWS::ApiGateway::RestApi":
        apigateway_backends[account_id][region].delete_rest_api(resource.physical_resource_id)
    elif resource_type == "AWS::IAM::ManagedPolicy":
        iam_backends[account_id]["aws"].delete_policy(resource.physical_resource_id)
    else:
        original(resources, resource, resource_json)


def _is_gone(error: Exception) -> bool:
    return any("NotFound" in text for text in (type(error).__name__, str(getattr(error, "error_type", "")), str(error)))


@replaces(ResourceMap, "_delete_resource")
def _delete_resource(original: Any, self: ResourceMap, parsed_resource: Any, resource_json: dict[str, Any]) -> None:
    if resource_json.get("DeletionPolicy") in RETAINING_POLICIES:
        return
    try:
        _delete(original, self, parsed_resource, resource_json)
    except Exception as error:
        if not _is_gone(error):  # what is gone already counts as deleted, as in CloudFormation
            raise


@replaces(ResourceMap, "delete")
def _delete_all(original: Any, self: ResourceMap) -> None:
    self.frozen = True
    original(self)


@replaces(ResourceMap, "__getitem__")
def _get_without_creating(original: Any, self: ResourceMap, key: str) -> Any:
    return self._parsed_resources.get(key) if getattr(self, "frozen", False) else original(self, key)


_outputs = Stack.outputs.fget
Stack.outputs = property(lambda self: None if getattr(self.resource_map, "frozen", False) else _outputs(self))
