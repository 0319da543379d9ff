"""Answers to calls that moto does not have, and to its own mistakes.

moto 5.2.1 answers both with a page of HTML and status 500. The SDKs report that as a syntax error and retry it, the CDK
seven times over a minute. Here the answer is an error of the service's own protocol that says what happened, and is not
retried.
"""

import json
import re
import traceback
from xml.sax.saxutils import escape

from flask import Flask, Response, request

CODE = "EmulatorFailure"

SERVICE_OF_SIGNATURE = re.compile(r"Credential=[^/]+/\d+/[^/]+/([^/]+)/aws4_request")

#: Services whose protocol is XML; those of the others is JSON.
XML_SERVICES = {
    "cloudformation", "cloudfront", "ec2", "elasticloadbalancing", "iam", "rds", "route53", "s3", "sns", "sts",
}  # fmt: skip


def answer_failures(app: Flask) -> Flask:
    """Has unexpected exceptions answered as SDKs understand it; the trace goes to standard error."""
    app.register_error_handler(Exception, _answer)
    return app


def _answer(error: Exception) -> Response:
    traceback.print_exception(error)
    match = SERVICE_OF_SIGNATURE.search(request.headers.get("Authorization", ""))
    service = match[1] if match else "s3"
    message = f"{service}: {type(error).__name__}: {error}"
    if service not in XML_SERVICES:
        body = json.dumps({"__type": CODE, "message": message})
        return Response(body, 400, {"x-amzn-errortype": CODE}, mimetype="application/json")
    detail = f"<Code>{CODE}</Code><Message>{escape(message)}</Message>"
    envelope = _XML_ENVELOPES.get(service, "<ErrorResponse><Error>{}</Error></ErrorResponse>")
    return Response(envelope.format(detail), 400, mimetype="text/xml")


_XML_ENVELOPES = {
    "ec2": "<Response><Errors><Error>{}</Error></Errors></Response>",
    "s3": "<Error>{}</Error>",
}
