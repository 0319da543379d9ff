"""moto 5.2.1 has no database clusters from CloudFormation; here they and their instances exist in RDS."""

from typing import Any

from moto.rds.models import rds_backends

from ..cloudformation.stubs import Stub, stands_for
from .rds_settings import CLUSTER, POSTGRES_PORT, api_arguments, is_true


@stands_for("AWS::RDS::DBCluster")
class Cluster(Stub):
    """A cluster that RDS knows."""

    def created(self) -> None:
        self.name = self.properties.get("DBClusterIdentifier", self.name).lower()
        arguments = api_arguments(self.properties, CLUSTER)
        cluster = self._backend.create_db_cluster(
            {"db_cluster_identifier": self.name, "port": POSTGRES_PORT, **arguments}
        )
        self.arn = cluster.db_cluster_arn

    def updated(self) -> None:
        cluster = self._backend.clusters[self.name]
        cluster.deletion_protection = is_true(self.properties.get("DeletionProtection"))

    def get_cfn_attribute(self, attribute: str) -> Any:
        cluster = self._backend.clusters[self.name]
        if attribute == "Endpoint.Address":
            return cluster.endpoint
        if attribute == "ReadEndpoint.Address":
            return cluster.reader_endpoint
        if attribute == "DBClusterResourceId":
            return cluster.db_cluster_resource_id
        if attribute == "MasterUserSecret.SecretArn":
            return cluster.master_user_secret.secret_arn
        return super().get_cfn_attribute(attribute)

    def delete(self, account_id: str, region: str) -> None:
        takes_snapshot = self.deletion_policy == "Snapshot"
        self._backend.delete_db_cluster(self.name, f"{self.name}-snapshot" if takes_snapshot else None)

    @property
    def _backend(self) -> Any:
        return rds_backends[self.account_id][self.region]
