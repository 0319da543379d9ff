"""moto 5.2.1 makes all calls of state machines with keys of nobody, which it takes for the management account's.

Here a call is made as the state machine's role, or as the role that `Credentials` names: that one must trust the account of
the state machine, and is told its ARN as external id.
"""

import sys
from typing import Any

import boto3
from botocore.config import Config
from moto.settings import moto_server_port
from moto.stepfunctions.parser import models
from moto.stepfunctions.parser.asl.component.state.exec.state_task.credentials import Credentials
from moto.stepfunctions.parser.asl.utils import boto_client
from moto.sts.models import STSBackend, sts_backends

from ..patching import replaces

_original = boto_client.boto_client_for


@replaces(Credentials, "_eval_body")
def _with_caller(original: Any, self: Credentials, env: Any) -> None:
    original(self, env)
    env.stack[-1].caller = env.aws_execution_details.role_arn
    env.stack[-1].state_machine = env.states.context_object.context_object_data["StateMachine"]["Id"]


def _boto_client_for(region: str, service: str, state_credentials: Any = None) -> Any:
    if state_credentials is None:
        return _original(region, service)
    return boto3.client(
        service,
        region_name=region,
        endpoint_url=f"http://localhost:{moto_server_port()}",
        config=Config(parameter_validation=False, retries={"total_max_attempts": 1}),
        **_keys(region, state_credentials),
    )


def _keys(region: str, state_credentials: Any) -> dict[str, str]:
    caller = getattr(state_credentials, "caller", None)
    if caller is None:
        _, key = _backend(state_credentials.role_arn)._create_access_key(role=state_credentials.role_arn)
        return {"aws_access_key_id": key.access_key_id, "aws_secret_access_key": key.secret_access_key}
    session = _backend(caller).assume_role(
        region_name=region,
        role_session_name="states",
        role_arn=state_credentials.role_arn,
        policy="",
        duration=3600,
        external_id=state_credentials.state_machine,
    )
    return {
        "aws_access_key_id": session.access_key_id,
        "aws_secret_access_key": session.secret_access_key,
        "aws_session_token": session.session_token,
    }


def _backend(role_arn: str) -> STSBackend:
    _, partition, _, _, account_id, _ = role_arn.split(":", 5)
    return sts_backends[account_id][partition]


# Each kind of task has imported the function by its name.
assert models is not None
for module in list(sys.modules.values()):
    if getattr(module, "boto_client_for", None) is _original:
        module.boto_client_for = _boto_client_for
