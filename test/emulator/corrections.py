"""All corrections, applied by importing them."""

# ruff: noqa: F401, I001
from .cloudformation import templates, stack_outputs, stubs, creation, updates, deletion, stack_deletion
from .cloudformation import rollback, change_sets, protection, drift, nested
from .services import api_gateway, cloud_trail, kms, lambda_alias, organizations, rds, rds_cluster, rds_proxy
from .services import lambda_invoke, secrets_manager, ssm, step_functions, step_functions_roles, sts

# Last, because it wraps every model as it then is.
from .cloudformation import attributes
