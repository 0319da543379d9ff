"""moto 5.2.1 has no secrets from CloudFormation; here they exist in Secrets Manager, with a generated value."""

import json
import random
import string
from typing import Any

from moto.secretsmanager.models import secretsmanager_backends

from ..cloudformation.stubs import Stub, stands_for

DEFAULT_PASSWORD_LENGTH = 32


@stands_for("AWS::SecretsManager::Secret")
class Secret(Stub):
    """A secret that Secrets Manager knows."""

    ref_is_arn = True

    def created(self) -> None:
        answer = secretsmanager_backends[self.account_id][self.region].create_secret(
            name=self.name,
            secret_string=_value(self.properties),
            secret_binary=None,
            description=self.properties.get("Description"),
            tags=self.properties.get("Tags") or [],
            kms_key_id=self.properties.get("KmsKeyId"),
            client_request_token=None,
            replica_regions=[],
            force_overwrite=False,
        )
        self.arn = (json.loads(answer) if isinstance(answer, str) else answer)["ARN"]

    def get_cfn_attribute(self, attribute: str) -> Any:
        return self.arn if attribute == "Id" else super().get_cfn_attribute(attribute)

    def delete(self, account_id: str, region: str) -> None:
        secretsmanager_backends[account_id][region].delete_secret(self.name, None, True)


def _value(properties: dict[str, Any]) -> str:
    generate = properties.get("GenerateSecretString")
    if generate is None:
        return properties.get("SecretString") or "{}"
    length = int(generate.get("PasswordLength", DEFAULT_PASSWORD_LENGTH))
    password = "".join(random.choices(string.ascii_letters + string.digits, k=length))
    template = generate.get("SecretStringTemplate")
    return json.dumps({**json.loads(template), generate["GenerateStringKey"]: password}) if template else password


@stands_for("AWS::SecretsManager::SecretTargetAttachment")
class SecretTargetAttachment(Stub):
    """Stands for the secret it attaches: its `Ref` is the secret's."""

    ref_is_arn = True

    def created(self) -> None:
        self.arn = self.properties["SecretId"]
