"""Command line: `python3 -m emulator [-p PORT]`, with the folder above this package as working directory.

Prints `listening on PORT` when ready. Stops when its standard input closes, so that it never outlives the
process that started it, however that one ends; `--stay` keeps it running without one.
"""

import argparse
import os

from .moto_version import require_moto


def main() -> None:
    parser = argparse.ArgumentParser(prog="emulator", description=__doc__)
    parser.add_argument("-p", "--port", type=int, default=0, help="port to listen on; 0 chooses a free one")
    parser.add_argument("--stay", action="store_true", help="do not stop when standard input closes")
    arguments = parser.parse_args()

    require_moto()
    # moto would take every caller for this account, whatever role it has assumed.
    os.environ.pop("MOTO_ACCOUNT_ID", None)
    # Imported late: without moto, the line above has already said what to do.
    from . import corrections  # noqa: F401
    from .serving import serve

    serve(arguments.port, stay=arguments.stay)


main()
