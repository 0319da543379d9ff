"""Runs the corrected moto as an HTTP server on the loopback interface."""

import logging
import os
import sys
import threading

from flask import Flask
from moto.core.config import default_user_config
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

from .failures import answer_failures


def serve(port: int, *, stay: bool) -> None:
    """Serves until standard input closes, or for ever with `stay`."""
    # One line for every request would hide the few lines that matter.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    # Off in moto, because it executes what state machines say: here, they are ours.
    default_user_config["stepfunctions"]["execute_state_machine"] = True

    server = make_server("127.0.0.1", port, DomainDispatcherApplication(_create_app), threaded=True)
    os.environ["MOTO_PORT"] = str(server.port)
    if not stay:
        threading.Thread(target=_stop_with_parent, daemon=True).start()
    print(f"listening on {server.port}", flush=True)
    server.serve_forever()


def _create_app(service: str) -> Flask:
    return answer_failures(create_backend_app(service))


def _stop_with_parent() -> None:
    """The parent holds the other end of standard input: it closes with the parent's death, also by SIGKILL."""
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)
