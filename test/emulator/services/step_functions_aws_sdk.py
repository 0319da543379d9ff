"""moto 5.2.1 takes what a state asks of AWS, and what it is answered, as the service spells it.

Step Functions spells all names with a capital, and times as text.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.session import Session
from moto.core.utils import iso_8601_datetime_with_milliseconds
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_aws_sdk import (
    StateTaskServiceAwsSdk,
)
from moto.stepfunctions.parser.asl.eval.environment import Environment

from ..patching import replaces

_session = Session()


@replaces(StateTaskServiceAwsSdk, "_eval_service_task")
def _call(
    original: Any, self: StateTaskServiceAwsSdk, env: Environment, *, normalised_parameters: Any, **kwargs: Any
) -> None:
    action = self.resource.api_action
    service = _session.get_service_model(self._get_boto_service_name())
    operation = service.operation_model(action[0].upper() + action[1:])
    parameters = _respelled(normalised_parameters, operation.input_shape, _as_service)
    original(self, env, normalised_parameters=parameters, **kwargs)
    env.stack.append(_respelled(env.stack.pop(), operation.output_shape, _as_step_functions))


def _as_service(name: str, shape: StructureShape) -> str:
    lower = name[0].lower() + name[1:]
    return lower if name not in shape.members and lower in shape.members else name


def _as_step_functions(name: str, shape: StructureShape) -> str:
    return name[0].upper() + name[1:]


def _respelled(value: Any, shape: Shape | None, spell: Callable[[str, StructureShape], str]) -> Any:
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        members = {name.lower(): member for name, member in shape.members.items()}
        return {spell(name, shape): _respelled(each, members.get(name.lower()), spell) for name, each in value.items()}
    if isinstance(shape, MapShape) and isinstance(value, dict):
        return {name: _respelled(each, shape.value, spell) for name, each in value.items()}
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [_respelled(each, shape.member, spell) for each in value]
    return iso_8601_datetime_with_milliseconds(value) if isinstance(value, datetime) else value
