"""The wire to a browser: sound up, sound and captions down, over one WebSocket beside Gradio.

Whoever asks was named by the guard in front; a session that is not theirs is not found. Frames before `hello` are ignored.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from agent.errors import AgentError
from agent.interview import Interviews
from ui.voice.audio import RATE, from_pcm, resampled, to_pcm
from ui.voice.errors import VoiceError
from ui.voice.live import Live
from ui.voice.mouth import MOUTH_RATE, SPEEDS, Clip
from ui.voice.senses import open_senses
from ui.voice.talk import Talk

STATIC = Path(__file__).parent / "static"
PATH = "/voice/talk"
MOST_BYTES = 200_000
"""Of one message: six seconds of sound; a browser sends a tenth of one."""
RATES = range(8_000, 96_001)


class Browser:
    """The candidate's browser as an outlet. Text frames are JSON; a binary one is the sound of the `clip` before it."""

    cancels_echo = True  # voice.js asks the browser for it

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._one = asyncio.Lock()

    async def tell(self, kind: str, **told: Any) -> None:
        """One message; to a browser that is gone, none."""
        with suppress(RuntimeError, OSError):
            async with self._one:
                await self._socket.send_text(json.dumps({"type": kind, **told}))

    async def leave(self, why: str) -> None:
        """Hang up."""
        await self.tell("trouble", text=why, fatal=True)
        with suppress(RuntimeError, OSError):
            await self._socket.close(4001)

    async def play(self, say: int, clip: Clip) -> None:
        """One clause."""
        head = json.dumps({"type": "clip", "say": say, "text": clip.text, "rate": MOUTH_RATE})
        with suppress(RuntimeError, OSError):
            async with self._one:
                await self._socket.send_text(head)
                await self._socket.send_bytes(to_pcm(clip.sound))


class Lines:
    """One conversation a session: a later one waits until an earlier one has written down its last words."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[asyncio.Lock, Browser]] = {}

    @asynccontextmanager
    async def only(self, session: str, outlet: Browser) -> AsyncIterator[None]:
        """Ends the earlier conversation, if there is one."""
        lock, before = self._open.get(session, (asyncio.Lock(), None))
        self._open[session] = (lock, outlet)
        if before is not None and lock.locked():
            await before.leave("This interview goes on in another window.")
        async with lock:
            yield
        if self._open.get(session, (None, None))[1] is outlet:
            del self._open[session]


def mount(app: FastAPI, room_of: Any, home: Path) -> None:
    """Add the socket and its page. `room_of(scope, session)`: the interviews that hold the session, for whoever asks."""
    lines = Lines()

    async def talk(socket: WebSocket) -> None:
        await socket.accept()
        outlet = Browser(socket)
        try:
            hello = await _hello(socket)
            session = str(hello.get("session", ""))
            room: Interviews = await asyncio.to_thread(room_of, socket.scope, session)
            async with lines.only(session, outlet):
                await conversation(socket, outlet, room, hello, home)
        except AgentError as error:
            await outlet.tell("trouble", text=str(error), fatal=True)
            await socket.close(4000)

    app.router.routes.append(WebSocketRoute(PATH, talk))
    app.mount("/voice", StaticFiles(directory=STATIC, html=True), name="voice")


async def conversation(socket: WebSocket, outlet: Browser, room: Interviews, hello: dict[str, Any], home: Path) -> None:
    """One connection, until it ends."""
    session = str(hello["session"])
    backend = room.store.row(session).brief.backend
    senses = await asyncio.to_thread(open_senses, home, backend)
    talk = Talk(**{name: bool(hello.get(name)) for name in ("check", "push", "mute")})
    live = Live(room, session, senses, outlet, talk=talk)
    try:
        live.keeps(bool(hello.get("keep")))
        live.speed = _speed(hello)
        await live.begin(hello["heard"])
        while True:
            message = await socket.receive()
            if message["type"] == "websocket.disconnect":
                break
            if (data := message.get("bytes")) is not None:
                await live.sound(resampled(from_pcm(data[:MOST_BYTES]), hello["rate"], RATE))
            elif text := message.get("text"):
                await _told(live, json.loads(text[:MOST_BYTES]))
    except WebSocketDisconnect:
        return
    except ValueError:
        await outlet.tell("trouble", text="The page sent something unreadable. Reload it; your answers are kept.")
    finally:
        await live.close()


async def _hello(socket: WebSocket) -> dict[str, Any]:
    """The first message names the session and the microphone's rate."""
    try:
        hello = json.loads(await asyncio.wait_for(socket.receive_text(), 10))
        rate, heard = int(hello.get("rate", RATE)), int(hello.get("heard", 0))
    except (ValueError, KeyError, TypeError, AttributeError, TimeoutError, WebSocketDisconnect) as error:
        raise VoiceError("The page did not say which session it is. Reload it; your answers are kept.") from error
    if rate not in RATES:
        raise VoiceError(f"The microphone runs at {rate} Hz, which cannot be used. Choose another, or type.")
    return {**hello, "rate": rate, "heard": heard}


async def _told(live: Live, message: dict[str, Any]) -> None:
    """What the candidate did by hand, and what the speaker has played."""
    talk, text = live.talk, str(message.get("text", ""))
    match message.get("type"):
        case "spoken":
            await live.spoken(int(message.get("say", 0)))
        case "look":
            await live.looked()
        case "done":
            await live.do(talk.done())
        case "push":
            await live.do(talk.pressed(bool(message.get("down"))))
        case "mute":
            await live.do(talk.muted(bool(message.get("on"))))
        case "edit":
            await live.do(talk.edited(text))
        case "check":
            talk.check = bool(message.get("on"))
        case "keep":
            live.keeps(bool(message.get("on")))
        case "speed":
            live.speed = _speed(message)
        case "mode":
            await live.do(talk.pushed(bool(message.get("push"))))


def _speed(message: dict[str, Any]) -> float:
    speed = float(message.get("speed", 1.0))
    return speed if SPEEDS[0] <= speed <= SPEEDS[1] else 1.0
