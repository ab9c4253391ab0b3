"""The process of the embedded Prefect server: `python -m flows.server_process PARENT SOCKET`.

It serves on a socket that its parent opened and holds. So no other process can take the port between choosing and using
it, and a request that comes early waits in the socket's queue until the server is ready.
"""

import socket
import sys

from flows.lifeline import die_with_parent


def main(parent: int, listener: int) -> None:
    die_with_parent(parent)
    # imported late: this takes seconds, in which the parent may be killed
    import uvicorn
    from prefect.server.api.server import create_app

    config = uvicorn.Config(create_app(final=True), log_level="warning", timeout_graceful_shutdown=2)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=listener)])


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
