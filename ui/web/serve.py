"""Serves the app: picks what to offer, prints the address, opens a browser where there is one."""

import argparse
from pathlib import Path


def serve(options: argparse.Namespace) -> int:
    """Until it is stopped."""
    import uvicorn

    from agent.settings import load_settings
    from ui.output import note
    from ui.web.app import build_app

    home: Path = load_settings(home=options.home).home
    note("Starting the web app …")
    app = build_app(home, backends=("none", *options.backend))
    address = f"http://{options.host}:{options.port}/"
    note(f"Sparring is at {address}?key={app.state.shell.owners.key}")
    uvicorn.run(app, host=options.host, port=options.port, log_level="warning")
    return 0
