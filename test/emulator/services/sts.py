"""Trust.

moto 5.2.1 lets every account assume every role, also one that does not exist. Here the role must exist, and one
statement of its trust policy must name the account of the caller (or a principal of it) and, if it asks for one, the
external id. Which principal of that account it is, and other conditions, are not looked at.
"""

import json
import re
from fnmatch import fnmatchcase
from typing import Any

from moto.iam.models import iam_backends
from moto.sts.exceptions import STSClientError
from moto.sts.models import STSBackend

from ..patching import replaces

ROLE_ARN = re.compile(r"^arn:(?P<partition>aws[a-z-]*):iam::(?P<account>\d{12}):role/(?:.*/)?(?P<name>[^/]+)$")


class AccessDenied(STSClientError):
    code = "AccessDenied"


@replaces(STSBackend, "assume_role")
def _assume_role(original: Any, self: STSBackend, **kwargs: Any) -> Any:
    arn, external_id = kwargs["role_arn"], kwargs.get("external_id")
    if not any(_allows(statement, self.account_id, external_id) for statement in _trust(arn)):
        raise AccessDenied(f"Account {self.account_id} is not authorized to perform: sts:AssumeRole on resource: {arn}")
    return original(self, **kwargs)


def _trust(arn: str) -> list[dict[str, Any]]:
    match = ROLE_ARN.match(arn)
    if match is None:
        return []
    roles = iam_backends[match["account"]][match["partition"]].roles.values()
    document = next((role.assume_role_policy_document for role in roles if role.name == match["name"]), None)
    if document is None:
        return []
    statements = (json.loads(document) if isinstance(document, str) else document)["Statement"]
    return statements if isinstance(statements, list) else [statements]


def _allows(statement: dict[str, Any], account_id: str, external_id: str | None) -> bool:
    if statement.get("Effect") != "Allow":
        return False
    principal = statement.get("Principal", {})
    named = principal if isinstance(principal, str) else principal.get("AWS", [])
    accounts = [_account(each) for each in ([named] if isinstance(named, str) else named)]
    return (account_id in accounts or "*" in accounts) and _accepts(statement.get("Condition", {}), external_id)


def _accepts(condition: dict[str, Any], external_id: str | None) -> bool:
    expected = condition.get("StringEquals", {}).get("sts:ExternalId")
    pattern = condition.get("StringLike", {}).get("sts:ExternalId")
    return (
        expected in (None, external_id)
        and (pattern is None or fnmatchcase(external_id or "", pattern))
        # CDK's roles: nobody who tells one.
        and not (condition.get("Null", {}).get("sts:ExternalId") == "true" and external_id is not None)
    )


def _account(principal: str) -> str:
    """The account of an ARN; an account id and `*` stand for themselves."""
    return principal.split(":")[4] if principal.startswith("arn:") else principal
