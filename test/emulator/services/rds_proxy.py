"""Proxies stay stubs; their ARN alone has a form of its own, out of which the CDK cuts the resource id.

See https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-connecting.html.
"""

import random

from ..cloudformation.stubs import Stub, stands_for


@stands_for("AWS::RDS::DBProxy")
class Proxy(Stub):
    """A stub whose ARN ends with `db-proxy:prx-` and 17 hexadecimal digits."""

    def created(self) -> None:
        self.arn = f"arn:aws:rds:{self.region}:{self.account_id}:db-proxy:prx-{random.randrange(16**17):017x}"
