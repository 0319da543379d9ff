"""Creation of accounts.

moto 5.2.1 makes any number of accounts with one e-mail address; AWS has the request fail.
"""

from typing import Any

from moto.core.utils import unix_time, utcnow
from moto.organizations.models import OrganizationsBackend
from moto.organizations.utils import make_random_create_account_status_id

from ..patching import replaces


@replaces(OrganizationsBackend, "create_account")
def _create_account(original: Any, self: OrganizationsBackend, **kwargs: Any) -> dict[str, Any]:
    email = kwargs["Email"].lower()
    # The address of a closed account stays taken.
    if self.org is None or all(account.email.lower() != email for account in self.accounts):
        return original(self, **kwargs)
    failed = {
        "Id": make_random_create_account_status_id(),
        "AccountName": kwargs["AccountName"],
        "State": "FAILED",
        "FailureReason": "EMAIL_ALREADY_EXISTS",
        "RequestedTimestamp": unix_time(utcnow()),
        "CompletedTimestamp": unix_time(utcnow()),
    }
    _failed_requests(self).append(failed)
    return {"CreateAccountStatus": failed}


@replaces(OrganizationsBackend, "describe_create_account_status")
def _describe_create_account_status(original: Any, self: OrganizationsBackend, **kwargs: Any) -> dict[str, Any]:
    for failed in _failed_requests(self):
        if failed["Id"] == kwargs["CreateAccountRequestId"]:
            return {"CreateAccountStatus": failed}
    return original(self, **kwargs)


def _failed_requests(backend: OrganizationsBackend) -> list[dict[str, Any]]:
    if not hasattr(backend, "failed_requests"):
        backend.failed_requests = []
    return backend.failed_requests
