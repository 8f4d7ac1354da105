"""`python -m desk`: the desk, until it is stopped. `python -m desk account NAME`: the first account, a manager's.
`python -m desk password-alone NAME`: for who has lost the telephone and the codes on paper."""
import argparse
import os
import sys

import django

ENVIRONMENT = "DJANGO_SETTINGS_MODULE"
HOST, PORT, THREADS = "127.0.0.1", 8005, 8


def serve(port: int) -> None:
    """Says where to go, then serves."""
    import waitress
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from desk.start import has_accounts, prepare

    read = prepare()
    if read:
        print(f"Read {read} topics from {settings.FAQ_DATA.name}/.", flush=True)
    if not has_accounts():
        print("Nobody can log in yet. Make the first account, a manager's, in another terminal:\n"
              "    .venv/bin/python -m desk account YOUR_NAME", flush=True)
    application = get_wsgi_application()
    print(f"The desk is ready: open http://{HOST}:{port}/ in a browser on this machine.\nStop it with Ctrl-C.", flush=True)
    waitress.serve(application, host=HOST, port=port, threads=THREADS, ident=None, _quiet=True)


def password_alone(name: str) -> None:
    """Whoever runs the machine vouches that it is them."""
    from django.contrib.auth import get_user_model

    from desk.second_factor.devices import remove

    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        sys.exit(f"There is no account {name}.")
    remove(user)
    print(f"{name} logs in with the password alone.")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m desk", description=__doc__)
    commands = parser.add_subparsers(dest="command")
    commands.add_parser("account", help="make a manager's account; asks for the password").add_argument("name")
    commands.add_parser("password-alone", help="take the second factor off an account").add_argument("name")
    given = parser.parse_args()
    port = os.environ.get("DESK_PORT") or str(PORT)
    if not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"DESK_PORT={port} is no port: give a number from 1 to 65535, for example DESK_PORT={PORT + 1}.")
    os.environ.setdefault(ENVIRONMENT, "desk.settings")
    os.environ.setdefault("DESK_ORIGIN", f"http://{HOST}:{port}")
    django.setup()
    if given.command == "account":
        from django.core.management import call_command

        from desk.start import prepare

        prepare()
        call_command("createsuperuser", username=given.name, email="")
    elif given.command == "password-alone":
        password_alone(given.name)
    else:
        serve(int(port))


if __name__ == "__main__":
    main()
