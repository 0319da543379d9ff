"""The one version of moto these corrections fit: they replace its internals, which change without notice."""

import sys
from importlib.metadata import PackageNotFoundError, version

MOTO_VERSION = "5.2.1"


def require_moto() -> None:
    """Ends the process with code 3 and the way out on standard error unless the right moto is installed."""
    try:
        found = version("moto")
    except PackageNotFoundError:
        found = "none"
    if found != MOTO_VERSION:
        print(
            f'end-to-end tests need moto {MOTO_VERSION}, found {found}: pip install "moto[server]=={MOTO_VERSION}"',
            file=sys.stderr,
        )
        sys.exit(3)
