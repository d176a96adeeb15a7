"""The interview by voice: ears, mouth, turn taking, and the wire between them and a browser, a terminal or a file."""

from typing import Any


def add_voice(app: Any, shell: Any) -> None:
    """Give the web app its voice socket; without the extra `voice` the socket says what to install."""
    from ui.voice.socket import mount

    def room_of(scope: Any, session: str) -> Any:
        return shell.doors.of_session(scope["state"]["owner"], session)

    mount(app, room_of, shell.home)
