"""RDS instances from CloudFormation.

moto 5.2.1 expects groups to be objects where CloudFormation gives names, gives PostgreSQL the port of MySQL, ignores
deletion protection and `DeletionPolicy: Snapshot`, cannot update an instance, and lacks most of its attributes.
"""

import random
from typing import Any

from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.parsing import ResourceMap
from moto.rds.models import DBInstance, DBInstanceClustered, rds_backends

from ..cloudformation.deletion import RETAINING_POLICIES
from ..patching import replaces, replaces_classmethod

POSTGRES_PORT = 5432

#: Properties that an update carries over, and moto's names of them.
UPDATABLE = {
    "AllocatedStorage": "allocated_storage",
    "BackupRetentionPeriod": "backup_retention_period",
    "DBInstanceClass": "db_instance_class",
    "DeletionProtection": "deletion_protection",
    "EngineVersion": "engine_version",
    "MultiAZ": "multi_az",
}


def is_true(value: Any) -> bool:
    return str(value).lower() == "true"


@replaces_classmethod(DBInstance, "create_from_cloudformation_json")
def _create(
    original: Any,
    cls: Any,
    resource_name: str,
    cloudformation_json: Any,
    account_id: str,
    region_name: str,
    **kwargs: Any,
) -> Any:
    properties = cloudformation_json["Properties"]
    if properties.get("DBClusterIdentifier"):
        return _create_in_cluster(resource_name, properties, account_id, region_name)
    if "postgres" in str(properties.get("Engine")):
        properties.setdefault("Port", POSTGRES_PORT)
    if properties.get("AllocatedStorage"):
        properties["AllocatedStorage"] = int(properties["AllocatedStorage"])
    subnet_group = properties.get("DBSubnetGroupName")
    if isinstance(subnet_group, str):
        backend = rds_backends[account_id][region_name]
        properties["DBSubnetGroupName"] = backend.describe_db_subnet_groups(subnet_group)[0]
    parameter_group = properties.get("DBParameterGroupName")
    if parameter_group is not None and not isinstance(parameter_group, str):
        properties["DBParameterGroupName"] = parameter_group.name

    instance = original(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs)
    instance.deletion_protection = is_true(properties.get("DeletionProtection"))
    return instance


def _create_in_cluster(resource_name: str, properties: dict[str, Any], account_id: str, region_name: str) -> Any:
    return rds_backends[account_id][region_name].create_db_instance(
        {
            "db_instance_identifier": resource_name.lower(),
            "db_cluster_identifier": properties["DBClusterIdentifier"],
            "db_instance_class": properties["DBInstanceClass"],
            "engine": properties["Engine"],
            "publicly_accessible": is_true(properties.get("PubliclyAccessible")),
            "port": POSTGRES_PORT,
            "tags": properties.get("Tags"),
        }
    )


def _update(
    cls: Any,
    original_resource: Any,
    new_resource_name: str,
    cloudformation_json: Any,
    account_id: str,
    region_name: str,
) -> Any:
    properties = cloudformation_json["Properties"]
    if isinstance(original_resource, DBInstanceClustered):
        return original_resource
    changes = {name: properties[key] for key, name in UPDATABLE.items() if key in properties}
    if "allocated_storage" in changes:
        changes["allocated_storage"] = int(changes["allocated_storage"])
    for name in ("deletion_protection", "multi_az"):
        if name in changes:
            changes[name] = is_true(changes[name])
    rds_backends[account_id][region_name].modify_db_instance(
        original_resource.db_instance_identifier, {**changes, "apply_immediately": True}
    )
    return original_resource


DBInstance.update_from_cloudformation_json = classmethod(_update)


@replaces(ResourceMap, "_delete_resource")
def _delete(original: Any, self: ResourceMap, parsed_resource: Any, resource_json: dict[str, Any]) -> None:
    policy = resource_json.get("DeletionPolicy")
    if isinstance(parsed_resource, DBInstance) and policy not in RETAINING_POLICIES:
        if parsed_resource.deletion_protection:
            raise ValidationError(
                message="Cannot delete protected DB Instance, please disable deletion protection and try again."
            )
        if policy == "Snapshot" and not isinstance(parsed_resource, DBInstanceClustered):
            identifier = parsed_resource.db_instance_identifier
            rds_backends[self._account_id][self._region_name].create_db_snapshot(
                identifier, f"{identifier}-snapshot-{random.randrange(16**8):08x}"
            )
    original(self, parsed_resource, resource_json)


@replaces(DBInstance, "get_cfn_attribute")
def _attribute(original: Any, self: DBInstance, attribute: str) -> Any:
    if attribute == "DBInstanceArn":
        return self.db_instance_arn if hasattr(self, "db_instance_arn") else self.arn
    if attribute == "DbiResourceId":
        return "db-" + self.db_instance_identifier.upper()
    return original(self, attribute)
