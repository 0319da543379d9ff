"""RDS instances from CloudFormation.

moto 5.2.1 expects groups to be objects where CloudFormation gives names, gives PostgreSQL the port of MySQL, ignores
members of clusters, managed passwords, deletion protection and `DeletionPolicy: Snapshot`, cannot update an instance,
lacks most of its attributes, and gives all instances one resource id.
"""

import random
from typing import Any

from moto.cloudformation.exceptions import ValidationError
from moto.cloudformation.parsing import ResourceMap
from moto.rds.models import DBInstance, DBInstanceClustered, rds_backends

from ..cloudformation.deletion import RETAINING_POLICIES
from ..patching import replaces, replaces_classmethod
from .rds_settings import CLUSTER_MEMBER, INSTANCE, POSTGRES_PORT, UPDATABLE, api_arguments


@replaces_classmethod(DBInstance, "create_from_cloudformation_json")
def _create(
    _: Any, cls: Any, resource_name: str, cloudformation_json: Any, account_id: str, region_name: str, **kwargs: Any
) -> DBInstance:
    properties = cloudformation_json["Properties"]
    is_member = "DBClusterIdentifier" in properties
    identifier = resource_name.replace("_", "-").lower()
    instance = rds_backends[account_id][region_name].create_db_instance(
        {
            "db_instance_identifier": identifier,
            "port": POSTGRES_PORT if "postgres" in str(properties.get("Engine")) else None,
            **api_arguments(properties, CLUSTER_MEMBER if is_member else INSTANCE),
        }
    )
    instance.dbi_resource_id = f"db-{identifier.upper()}"
    return instance


def _update(
    cls: Any,
    original_resource: Any,
    new_resource_name: str,
    cloudformation_json: Any,
    account_id: str,
    region_name: str,
) -> DBInstance:
    if not isinstance(original_resource, DBInstanceClustered):
        rds_backends[account_id][region_name].modify_db_instance(
            original_resource.db_instance_identifier,
            {**api_arguments(cloudformation_json["Properties"], UPDATABLE), "apply_immediately": True},
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
        return self.db_instance_arn
    if attribute == "DbiResourceId":
        return self.dbi_resource_id
    if attribute == "MasterUserSecret.SecretArn":
        return self.master_user_secret.secret_arn
    return original(self, attribute)
