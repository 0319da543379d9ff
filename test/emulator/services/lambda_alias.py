"""moto 5.2.1 has no Lambda aliases from CloudFormation; here they exist in Lambda."""

from typing import Any

from moto.awslambda.models import lambda_backends

from ..cloudformation.stubs import Stub, stands_for


@stands_for("AWS::Lambda::Alias")
class Alias(Stub):
    """An alias that Lambda knows."""

    ref_is_arn = True

    def created(self) -> None:
        self.arn = self._backend.create_alias(**self._arguments()).arn

    def updated(self) -> None:
        self._backend.update_alias(**self._arguments())

    def delete(self, account_id: str, region: str) -> None:
        self._backend.delete_alias(self.properties["Name"], self._function_name())

    @property
    def _backend(self) -> Any:
        return lambda_backends[self.account_id][self.region]

    def _function_name(self) -> str:
        name_or_arn = self.properties["FunctionName"]
        return name_or_arn.split(":")[6] if name_or_arn.startswith("arn:") else name_or_arn

    def _arguments(self) -> dict[str, Any]:
        return {
            "name": self.properties["Name"],
            "function_name": self._function_name(),
            "function_version": str(self.properties["FunctionVersion"]),
            "description": self.properties.get("Description", ""),
            "routing_config": self.properties.get("RoutingConfig"),
        }
