"""moto 5.2.1 takes an item of a Distributed Map that failed for a good one, and knows no tolerance."""

from typing import Any

from moto.stepfunctions.parser.api import HistoryEventType, MapRunFailedEventDetails
from moto.stepfunctions.parser.asl.component.common.error_name.failure_event import FailureEvent, FailureEventException
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name_type import StatesErrorNameType
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration.itemprocessor.map_run_record import (
    MapRunRecord,
)
from moto.stepfunctions.parser.asl.component.state.exec.state_map.state_map import StateMap
from moto.stepfunctions.parser.asl.component.state.exec.state_map.tolerated_failure import (
    ToleratedFailureCountDecl,
    ToleratedFailurePercentageDecl,
)
from moto.stepfunctions.parser.asl.component.state.state_props import StateProps
from moto.stepfunctions.parser.asl.eval.environment import Environment
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails

from ..patching import replaces

EXCEEDED = StatesErrorNameType.StatesExceedToleratedFailureThreshold


@replaces(StateMap, "from_state_props")
def _from_state_props(original: Any, self: StateMap, state_props: StateProps) -> None:
    original(self, state_props)
    # A tolerance that is not given is no limit beside one that is.
    self.iteration_component.tolerance_given = {
        "count": state_props.get(ToleratedFailureCountDecl) is not None,
        "percentage": state_props.get(ToleratedFailurePercentageDecl) is not None,
    }


def is_exceeded(record: MapRunRecord) -> bool:
    """Whether more items of a run failed than are tolerated."""
    items = record.item_counter
    failed = items.failed.get() + items.timed_out.get()
    too_many = failed > record.tolerated_failure_count
    too_much = failed * 100 > record.tolerated_failure_percentage * items.total.get()
    if not record.tolerance_given["percentage"]:
        return too_many
    return too_much or (record.tolerance_given["count"] and too_many)


def exceeded(env: Environment) -> FailureEventException:
    """What the map fails with then."""
    details = MapRunFailedEventDetails(
        error=EXCEEDED.to_name(), cause="The specified tolerated failure threshold was exceeded"
    )
    return FailureEventException(
        FailureEvent(
            env=env,
            error_name=StatesErrorName(typ=EXCEEDED),
            event_type=HistoryEventType.MapRunFailed,
            event_details=EventDetails(mapRunFailedEventDetails=details),
        )
    )
