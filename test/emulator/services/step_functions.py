"""moto 5.2.1 starts an execution with a deep copy of a graph that holds locks, which fails after the first one."""

import copy
from types import SimpleNamespace
from typing import Any

from moto.stepfunctions.parser import models


def _copy_without_executions(value: Any) -> Any:
    duplicate = copy.copy(value)
    if hasattr(duplicate, "executions"):
        duplicate.executions = []
    return duplicate


models.copy = SimpleNamespace(deepcopy=_copy_without_executions, copy=copy.copy)
