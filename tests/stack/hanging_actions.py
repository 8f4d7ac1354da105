"""An action server that is healthy and never answers a call: a stand-in for one that hangs."""
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from stack.run import HOST


class Hanging(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def do_POST(self) -> None:
        time.sleep(600)


if __name__ == "__main__":
    ThreadingHTTPServer((HOST, int(os.environ["ACTIONS_PORT"])), Hanging).serve_forever()
