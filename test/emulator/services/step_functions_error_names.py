"""moto 5.2.1 takes an error of AWS (`States.…`) that fails an item of a map for one of the state machine's own.

Those may not be named so, and it fails with that instead.
"""

from moto.stepfunctions.parser.asl.component.common.error_name.custom_error_name import CustomErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.error_name import ErrorName
from moto.stepfunctions.parser.asl.component.common.error_name.states_error_name import StatesErrorName
from moto.stepfunctions.parser.asl.component.state.exec.state_map.iteration import iteration_worker
from moto.stepfunctions.parser.asl.component.state.exec.state_parallel import branches_decl


def _error_name(error_name: str) -> ErrorName:
    return StatesErrorName.from_name(error_name) if error_name.startswith("States.") else CustomErrorName(error_name)


for module in (iteration_worker, branches_decl):
    module.CustomErrorName = _error_name
