"""Stopping an execution.

moto 5.2.1 cannot stop an execution whose thread has not come up yet, and forgets why one was stopped. How a stopped one
ended, it takes from its threads when they are through: one that was cut off in the middle of a state has failed, then.
Here an execution is over when it is stopped, and so is its history, whatever its threads come to after that.
"""

import threading
from datetime import datetime
from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.stepfunctions.parser.api import ExecutionAbortedEventDetails, ExecutionStatus, HistoryEventType
from moto.stepfunctions.parser.asl.component.program.program import Program
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails
from moto.stepfunctions.parser.asl.eval.event.event_manager import EventHistoryContext, EventManager
from moto.stepfunctions.parser.asl.eval.program_state import ProgramRunning, ProgramStopped
from moto.stepfunctions.parser.backend.execution import BaseExecutionWorkerCommunication, Execution
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker
from moto.stepfunctions.responses import StepFunctionResponse

from ..patching import replaces

#: An execution ends once: as it is stopped, or as its thread says.
_ending = threading.Lock()


def is_stopped(env: Environment) -> bool:
    return isinstance(env.program_state(), ProgramStopped)


@replaces(StepFunctionResponse, "stop_execution")
def _stop_execution(original: Any, self: StepFunctionResponse) -> ActionResult:
    execution = self.stepfunction_backend.describe_execution(self._get_param("executionArn"))
    execution.stop(stop_date=utcnow(), error=self._get_param("error"), cause=self._get_param("cause"))
    return ActionResult({"stopDate": execution.stop_date})


@replaces(Execution, "stop")
def _stop(original: Any, self: Execution, stop_date: datetime, error: str | None, cause: str | None) -> None:
    with _ending:
        if self.exec_status != ExecutionStatus.RUNNING:
            return
        self.exec_status, self.stop_date, self.error, self.cause = ExecutionStatus.ABORTED, stop_date, error, cause
    original(self, stop_date=stop_date, error=error, cause=cause)
    details = {key: value for key, value in (("error", error), ("cause", cause)) if value is not None}
    events = self.exec_worker.env.event_manager
    events.add_event(
        context=EventHistoryContext.of_program_start(),
        event_type=HistoryEventType.ExecutionAborted,
        event_details=EventDetails(executionAbortedEventDetails=ExecutionAbortedEventDetails(**details)),
    )
    events.is_over = True


@replaces(EventManager, "add_event")
def _add_event(original: Any, self: EventManager, *args: Any, **kwargs: Any) -> int:
    return 0 if getattr(self, "is_over", False) else original(self, *args, **kwargs)


@replaces(BaseExecutionWorkerCommunication, "_reflect_execution_status")
def _reflect(original: Any, self: BaseExecutionWorkerCommunication) -> None:
    with _ending:
        if self.execution.exec_status == ExecutionStatus.RUNNING:
            original(self)


@replaces(ExecutionWorker, "start")
def _start(original: Any, self: ExecutionWorker) -> None:
    # The thread would make it only after it has read the definition.
    self._get_evaluation_environment()
    original(self)


@replaces(ExecutionWorker, "_get_evaluation_environment")
def _environment(original: Any, self: ExecutionWorker) -> Environment:
    if self.env is None:
        env = original(self)
        env._program_state = ProgramRunning()
        self.env = env
    return self.env


@replaces(Program, "eval")
def _eval(original: Any, self: Program, env: Environment) -> None:
    # Neither an execution that was stopped before its thread came up, nor an item of a map that was not begun.
    if not is_stopped(env):
        original(self, env)
