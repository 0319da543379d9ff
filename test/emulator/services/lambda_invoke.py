"""moto 5.2.1 runs functions in Docker. Here those for Node.js run in a process of their own, as bundled."""

import io
import json
import os
import subprocess
import tempfile
import zipfile
from typing import Any

from moto.awslambda.models import LambdaFunction
from moto.settings import moto_server_port
from moto.sts.models import sts_backends

from ..patching import replaces

# The event is awaited: reading the pipe at once fails with EAGAIN where it has not come yet, as on a busy machine.
RUN = """
import { text } from 'node:stream/consumers';
const [file, name] = process.argv.slice(1);
const handlers = await import(file);
console.log = console.error;
process.stdout.write(JSON.stringify((await handlers[name](JSON.parse(await text(process.stdin)))) ?? null));
"""


@replaces(LambdaFunction, "_invoke_lambda")
def _invoke(original: Any, self: LambdaFunction, event: Any = None) -> tuple[str, bool, str]:
    if not self.run_time.startswith("nodejs"):
        return original(self, event)
    module, name = self.handler.rsplit(".", 1)
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(self.code_bytes)).extractall(folder)
        run = subprocess.run(
            ["node", "--input-type=module", "-e", RUN, os.path.join(folder, f"{module}.mjs"), name],
            input=json.dumps(event or {}),
            env={**os.environ, **self.environment_vars, **_surroundings(self)},
            capture_output=True,
            text=True,
            timeout=float(self.timeout),
        )
    if run.returncode == 0:
        return run.stdout, False, run.stderr
    return json.dumps({"errorType": "Error", "errorMessage": run.stderr.strip()}), True, run.stderr


def _surroundings(function: LambdaFunction) -> dict[str, str]:
    _, key = sts_backends[function.account_id]["aws"]._create_access_key(role=function.role)
    return {
        "AWS_REGION": function.region,
        "AWS_ENDPOINT_URL": f"http://localhost:{moto_server_port()}",
        "AWS_ACCESS_KEY_ID": key.access_key_id,
        "AWS_SECRET_ACCESS_KEY": key.secret_access_key,
    }
