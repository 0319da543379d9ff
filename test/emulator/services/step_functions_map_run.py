"""Runs of a Distributed Map.

moto 5.2.1 counts an item when it is begun, counts some that failed as running, and lets a run that was stopped go on.
Here all items are counted from the start. Of a run that fails or is stopped, no further item is begun, and those at
work are stopped; it ends when they have.
"""

import logging
import threading
from datetime import datetime
from time import sleep
from typing import Any

from moto.stepfunctions.parser.api import MapRunStatus
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.distributed_iteration_component import (
    DistributedIterationComponent,
    DistributedIterationComponentEvalInput,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.itemprocessor.distributed_item_processor_worker import (
    DistributedItemProcessorWorker,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.itemprocessor.map_run_record import (
    MapRunRecord,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.job import Job
from moto.stepfunctions.parser.asl.component.state.exec.state_map.state_map import StateMap
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.program_state import ProgramEnded, ProgramStopped, ProgramTimedOut
from moto.stepfunctions.parser.asl.eval.states import ItemData, MapData

from ..patching import replaces
from .step_functions_stop import is_stopped
from .step_functions_tolerance import exceeded, is_exceeded

LOG = logging.getLogger(__name__)

#: Counts of a run change together, and none does after the run has given its waiting items up.
_counting = threading.Lock()


@replaces(StateMap, "_eval_execution")
def _eval_execution(original: Any, self: StateMap, env: Environment) -> None:
    try:
        original(self, env)
    finally:
        # Of an execution that is stopped, moto goes on to make a run that it never begins.
        if is_stopped(env):
            runs = env.map_run_record_pool_manager._pool
            for arn in [arn for arn, record in runs.items() if not hasattr(record, "env")]:
                del runs[arn]


@replaces(DistributedIterationComponent, "_eval_body")
def _eval_body(original: Any, self: DistributedIterationComponent, env: Environment) -> None:
    env.stack[-1].map_run_record.env = env
    original(self, env)


@replaces(MapRunRecord, "set_stop")
def _set_stop(original: Any, self: MapRunRecord, status: MapRunStatus) -> None:
    if self.status == MapRunStatus.RUNNING:
        original(self, status=MapRunStatus.ABORTED if is_stopped(self.env) else status)


@replaces(MapRunRecord, "describe")
def _describe(original: Any, self: MapRunRecord) -> Any:
    with _counting:
        return original(self)


@replaces(DistributedIterationComponent, "_map_run")
def _map_run(
    original: Any,
    self: DistributedIterationComponent,
    env: Environment,
    eval_input: DistributedIterationComponentEvalInput,
) -> None:
    record = eval_input.map_run_record
    record.tolerance_given = self.tolerance_given
    record.is_over = False
    with _counting:
        _count(record, total=len(env.stack[-1]), pending=len(env.stack[-1]))
    try:
        original(self, env, eval_input)
    finally:
        with _counting:
            record.is_over = True
            waiting = record.item_counter.pending.get()
            _count(record, pending=-waiting, aborted=waiting)
        while record.item_counter.running.get() > 0:
            for item in list(env._frames):
                item.set_stop(stop_date=datetime.now(), cause=None, error=None)
            sleep(0.02)


@replaces(DistributedItemProcessorWorker, "_eval_job")
def _eval_job(original: Any, self: DistributedItemProcessorWorker, env: Environment, job: Job) -> None:
    record = self._map_run_record
    with _counting:
        if record.is_over:
            return
        _count(record, pending=-1, running=1)
    try:
        env.states.context_object.context_object_data["Map"] = MapData(
            Item=ItemData(Index=job.job_index, Value=job.job_input)
        )
        env.states.reset(job.job_input)
        env.stack.append(env.states.get_input())
        self._eval_input(env_frame=env)
        job.job_program.eval(env)
    except Exception as error:
        LOG.warning("item %s of a map has an input that cannot be made: %s", job.job_index, error)
    finally:
        outcome = _OUTCOMES.get(type(env.program_state()), "failed")
        with _counting:
            _count(record, running=-1, **{outcome: 1}, results_written=int(outcome == "succeeded"))
            job.job_output = exceeded(self._env) if is_exceeded(record) else None
    if job.job_output is None and outcome == "succeeded":
        job.job_output = env.states.get_input()


_OUTCOMES = {ProgramEnded: "succeeded", ProgramStopped: "aborted", ProgramTimedOut: "timed_out"}


def _count(record: MapRunRecord, **changes: int) -> None:
    """Each item is an execution of its own: items are counted as executions are."""
    for counter in (record.item_counter, record.execution_counter):
        for name, change in changes.items():
            getattr(counter, name).offset(change)
