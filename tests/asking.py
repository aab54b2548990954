"""Asks the server of `forking.py` to run a program with the arguments, folder, environment and files of this process.

Started as `python -I -S asking.py SOCKET PROGRAM [ARGUMENT]...`. It imports little, for that is what it saves.
"""

import json
import os
import socket
import sys

place, program, *arguments = sys.argv[1:]
here = os.getcwd()  # noqa: PTH109, pathlib would be a third of what is imported
with socket.socket(socket.AF_UNIX) as server:
    # The path may be longer than the name of a socket can be.
    folder, _, name = place.rpartition("/")
    os.chdir(folder)
    server.connect(name)
    request = {"program": program, "arguments": arguments, "cwd": here, "env": dict(os.environ)}
    data = json.dumps(request).encode() + b"\n"
    sent = socket.send_fds(server, [data], [0, 1, 2])
    server.sendall(data[sent:])
    code = int(server.recv(64))
sys.exit(code if code >= 0 else 128 - code)
