"""moto 5.2.1 has no database clusters from CloudFormation; here they and their instances exist in RDS."""

from typing import Any

from moto.rds.models import rds_backends

from ..cloudformation.stubs import Stub, stands_for
from .rds import is_true

#: Properties of CloudFormation that RDS's API takes under a name of the same words.
PASSED_ON = {
    "BackupRetentionPeriod": "backup_retention_period",
    "DBClusterParameterGroupName": "db_cluster_parameter_group_name",
    "DatabaseName": "database_name",
    "Engine": "engine",
    "EngineVersion": "engine_version",
    "KmsKeyId": "kms_key_id",
    "MasterUsername": "master_username",
    "Port": "port",
    "Tags": "tags",
    "VpcSecurityGroupIds": "vpc_security_group_ids",
}


@stands_for("AWS::RDS::DBCluster")
class Cluster(Stub):
    """A cluster that RDS knows."""

    def created(self) -> None:
        self.name = self.properties.get("DBClusterIdentifier", self.name).lower()
        given = {name: self.properties[key] for key, name in PASSED_ON.items() if key in self.properties}
        cluster = rds_backends[self.account_id][self.region].create_db_cluster(
            {
                "db_cluster_identifier": self.name,
                "master_user_password": self.properties.get("MasterUserPassword", "emulated-password"),
                "db_subnet_group_name": _subnet_group_name(self.properties),
                "storage_encrypted": is_true(self.properties.get("StorageEncrypted")),
                "deletion_protection": is_true(self.properties.get("DeletionProtection")),
                "serverless_v2_scaling_configuration": self.properties.get("ServerlessV2ScalingConfiguration"),
                **given,
            }
        )
        self.arn = cluster.db_cluster_arn

    def updated(self) -> None:
        cluster = rds_backends[self.account_id][self.region].clusters[self.name]
        cluster.deletion_protection = is_true(self.properties.get("DeletionProtection"))

    def get_cfn_attribute(self, attribute: str) -> Any:
        cluster = rds_backends[self.account_id][self.region].clusters[self.name]
        attributes = {
            "Endpoint.Address": cluster.endpoint,
            "ReadEndpoint.Address": cluster.reader_endpoint,
            "DBClusterResourceId": cluster.db_cluster_resource_id,
        }
        return attributes.get(attribute) or super().get_cfn_attribute(attribute)

    def delete(self, account_id: str, region: str) -> None:
        backend = rds_backends[account_id][region]
        takes_snapshot = self.deletion_policy == "Snapshot"
        backend.delete_db_cluster(self.name, f"{self.name}-snapshot" if takes_snapshot else None)


def _subnet_group_name(properties: dict[str, Any]) -> str | None:
    group = properties.get("DBSubnetGroupName")
    return getattr(group, "name", group)
