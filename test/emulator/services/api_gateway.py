"""API Gateway from CloudFormation.

moto 5.2.1 has no stages, and refuses methods whose integration has no URI and no method, as mocks have none.
"""

from typing import Any

from moto.apigateway.models import Method, apigateway_backends

from ..cloudformation.stubs import Stub, stands_for
from ..patching import replaces_classmethod


@replaces_classmethod(Method, "create_from_cloudformation_json")
def _create_method(
    original: Any, cls: type, resource_name: str, cloudformation_json: Any, *args: Any, **kwargs: Any
) -> Any:
    properties = cloudformation_json["Properties"]
    integration = {"Type": "MOCK", "IntegrationHttpMethod": None, "Uri": None, **properties.get("Integration", {})}
    complete = {**cloudformation_json, "Properties": {**properties, "Integration": integration}}
    return original(cls, resource_name, complete, *args, **kwargs)


@stands_for("AWS::ApiGateway::Stage")
class ApiStage(Stub):
    """A stage that API Gateway knows."""

    def created(self) -> None:
        self._backend.create_stage(
            function_id=self.properties["RestApiId"],
            stage_name=self.properties["StageName"],
            deploymentId=self.properties["DeploymentId"],
            variables=self.properties.get("Variables"),
            description=self.properties.get("Description", ""),
            tags={tag["Key"]: tag["Value"] for tag in self.properties.get("Tags", [])},
            tracing_enabled=self.properties.get("TracingEnabled"),
        )

    def updated(self) -> None:
        stage = self._backend.get_rest_api(self.properties["RestApiId"]).stages[self.properties["StageName"]]
        stage.deployment_id = self.properties["DeploymentId"]

    def delete(self, account_id: str, region: str) -> None:
        self._backend.delete_stage(self.properties["RestApiId"], self.properties["StageName"])

    @property
    def _backend(self) -> Any:
        return apigateway_backends[self.account_id][self.region]
