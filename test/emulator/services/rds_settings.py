"""What RDS's API calls the properties of CloudFormation, for instances and clusters."""

from collections.abc import Callable, Mapping
from typing import Any

POSTGRES_PORT = 5432


def is_true(value: Any) -> bool:
    """Templates have truth as a boolean or as a text."""
    return str(value).lower() == "true"


def name_of(group: Any) -> str:
    """`Ref` to a group gives moto's object or a name."""
    return getattr(group, "name", group)


#: Property → name in the API, and how its value is read.
Settings = Mapping[str, tuple[str, Callable[[Any], Any]]]

COMMON: Settings = {
    "BackupRetentionPeriod": ("backup_retention_period", int),
    "DeletionProtection": ("deletion_protection", is_true),
    "Engine": ("engine", str),
    "EngineVersion": ("engine_version", str),
    "KmsKeyId": ("kms_key_id", str),
    "ManageMasterUserPassword": ("manage_master_user_password", is_true),
    "MasterUserPassword": ("master_user_password", str),
    "MasterUsername": ("master_username", str),
    "Port": ("port", int),
    "PreferredBackupWindow": ("preferred_backup_window", str),
    "PreferredMaintenanceWindow": ("preferred_maintenance_window", str.lower),
    "StorageEncrypted": ("storage_encrypted", is_true),
    "Tags": ("tags", list),
}

INSTANCE: Settings = {
    **COMMON,
    "AllocatedStorage": ("allocated_storage", int),
    "DBInstanceClass": ("db_instance_class", str),
    "DBName": ("db_name", str),
    "DBParameterGroupName": ("db_parameter_group_name", name_of),
    "DBSubnetGroupName": ("db_subnet_group_name", name_of),
    "EnableIAMDatabaseAuthentication": ("enable_iam_database_authentication", is_true),
    "MaxAllocatedStorage": ("max_allocated_storage", int),
    "MultiAZ": ("multi_az", is_true),
    "PubliclyAccessible": ("publicly_accessible", is_true),
    "StorageType": ("storage_type", str),
    "VPCSecurityGroups": ("vpc_security_group_ids", list),
}

CLUSTER_MEMBER: Settings = {
    "DBClusterIdentifier": ("db_cluster_identifier", str),
    "DBInstanceClass": ("db_instance_class", str),
    "Engine": ("engine", str),
    "PubliclyAccessible": ("publicly_accessible", is_true),
    "Tags": ("tags", list),
}

CLUSTER: Settings = {
    **COMMON,
    "DBClusterParameterGroupName": ("db_cluster_parameter_group_name", str),
    "DBSubnetGroupName": ("db_subnet_group_name", name_of),
    "DatabaseName": ("database_name", str),
    "EnableIAMDatabaseAuthentication": ("enable_iam_database_authentication", is_true),
    "ServerlessV2ScalingConfiguration": ("serverless_v2_scaling_configuration", dict),
    "VpcSecurityGroupIds": ("vpc_security_group_ids", list),
}

#: What an update of an instance carries over.
UPDATABLE: Settings = {
    key: INSTANCE[key]
    for key in (
        "AllocatedStorage",
        "BackupRetentionPeriod",
        "DBInstanceClass",
        "DeletionProtection",
        "EngineVersion",
        "MultiAZ",
    )
}


def api_arguments(properties: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """The given properties that the settings name, as arguments of the API."""
    given = {name: read(properties[key]) for key, (name, read) in settings.items() if key in properties}
    secret = properties.get("MasterUserSecret", {})
    return {**given, "master_user_secret_kms_key_id": secret["KmsKeyId"]} if "KmsKeyId" in secret else given
