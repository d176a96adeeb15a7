"""OpenAI's transcription and speech: the ears and the mouth of an interview whose backend is OpenAI.

What a candidate says goes there as sound; the person chose the backend, and the Room says so.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from openai import AsyncOpenAI, omit

from agent.models import connections
from agent.models.attempts import Turn, Where
from agent.models.known import known
from agent.models.loop import run
from agent.settings import ModelSettings, read_key

T = TypeVar("T")


class OpenAIAudio:
    """One server's sound; safe to share between sessions."""

    def __init__(self, settings: ModelSettings, url: str = "") -> None:
        self.settings, self.url = settings, (url or settings.openai_url).rstrip("/")
        self.ears, self.mouth = settings.ears_model, settings.mouth_model
        self._key = "OPENAI_API_KEY" if self.url == settings.openai_url.rstrip("/") else "SPARRING_API_KEY"

    def transcribe(self, wav: bytes, vocabulary: Sequence[str]) -> str:
        """The words of a WAV file; raises ModelFailed."""
        keywords = list(vocabulary) if self.ears.startswith("gpt-transcribe") else None
        prompt = omit if keywords is not None or not vocabulary else ", ".join(vocabulary)

        async def ask() -> str:
            got = await self._client().audio.transcriptions.create(
                file=("answer.wav", wav, "audio/wav"),
                model=self.ears,
                language="en",
                prompt=prompt,
                extra_body={"keywords": keywords} if keywords else None,
            )
            return str(getattr(got, "text", got))

        return self._tried(ask, self.ears)

    def speak(self, text: str, speed: float = 1.0) -> bytes:
        """16-bit samples at 24 kHz; raises ModelFailed."""

        async def ask() -> bytes:
            got = await self._client().audio.speech.create(
                input=text, model=self.mouth, voice=self.settings.voice, response_format="pcm", speed=speed
            )
            return await got.aread()

        return self._tried(ask, self.mouth)

    def _client(self) -> AsyncOpenAI:
        key = read_key(self._key) or "none"
        return connections.client(self.url, key, self.settings.connect_seconds, self.settings.attempt_seconds)

    def _tried(self, ask: Callable[[], Awaitable[T]], model: str) -> T:
        async def over_attempts() -> T:
            found = known(self.url, model, official=self._key == "OPENAI_API_KEY")
            turn = Turn(self.settings, Where(self.url, model, self._key), found)
            while True:
                try:
                    async with turn.attempt():
                        return await ask()
                except Exception as error:
                    await turn.again(error)

        return run(over_attempts(), None)
