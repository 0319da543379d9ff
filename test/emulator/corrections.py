"""All corrections, applied by importing them."""

# ruff: noqa: F401, I001
from .cloudformation import templates, stack_outputs, stubs, creation, updates, deletion, stack_deletion
from .cloudformation import rollback, change_sets, parameters, protection, drift, nested
from .services import api_gateway, cloud_trail, kms, lambda_alias, organizations, rds, rds_cluster, rds_proxy
from .services import lambda_invoke, secrets_manager, ssm, sts
from .services import step_functions, step_functions_aws_sdk, step_functions_error_names, step_functions_map_run
from .services import step_functions_roles, step_functions_stop, step_functions_tolerance

# Last, because it wraps every model as it then is.
from .cloudformation import attributes
