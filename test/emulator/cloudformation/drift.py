"""Drift detection.

moto 5.2.1 has none. Nothing ever drifts here: the calls are there so that code which looks for drift can be run.
"""

from typing import Any

from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult
from moto.core.utils import utcnow


def _detect(self: CloudFormationResponse) -> ActionResult:
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
    return ActionResult({"StackDriftDetectionId": stack.stack_id})


def _status(self: CloudFormationResponse) -> ActionResult:
    stack_id = self._get_param("StackDriftDetectionId")
    return ActionResult(
        {
            "StackId": stack_id,
            "StackDriftDetectionId": stack_id,
            "StackDriftStatus": "IN_SYNC",
            "DetectionStatus": "DETECTION_COMPLETE",
            "DriftedStackResourceCount": 0,
            "Timestamp": utcnow(),
        }
    )


def _resources(self: CloudFormationResponse) -> ActionResult:
    stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))

    def drift(resource: Any) -> dict[str, Any]:
        return {
            "StackId": stack.stack_id,
            "LogicalResourceId": resource.logical_resource_id,
            "PhysicalResourceId": str(getattr(resource, "physical_resource_id", "") or ""),
            "ResourceType": resource.cf_resource_type,
            "StackResourceDriftStatus": "IN_SYNC",
            "Timestamp": utcnow(),
        }

    described = [drift(resource) for resource in stack.stack_resources if hasattr(resource, "cf_resource_type")]
    return ActionResult({"StackResourceDrifts": described})


CloudFormationResponse.detect_stack_drift = _detect
CloudFormationResponse.describe_stack_drift_detection_status = _status
CloudFormationResponse.describe_stack_resource_drifts = _resources
