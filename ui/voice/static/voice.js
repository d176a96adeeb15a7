// The browser's end of the conversation: microphone to socket, socket to speaker and captions.
// The server decides whose turn it is; what this file alone knows is what has really been played.
const AGAIN_AFTER = [500, 1000, 2000, 4000, 8000];
const PIECE_SECONDS = 512 / 16000;
const STATES = { listening: "Listening", thinking: "Thinking", speaking: "Speaking", checking: "Check your words", muted: "Muted", lost: "Not connected" };

export class Voice extends EventTarget {
  constructor(session, options = {}) {
    super();
    Object.assign(this, { session, options: { ...options }, say: 0, clips: [], at: 0, ended: false, tries: 0, closed: false, pieces: 0 });
  }

  async start() {
    this.context = new AudioContext();
    this.speaker = new AudioContext();  // one of its own: pausing the voice must not pause the microphone
    await Promise.all([this.context.resume(), this.speaker.resume()]);
    this.out = this.speaker.createGain();
    this.out.connect(this.speaker.destination);
    try {
      await this.microphone();
    } catch (error) {
      this.emit("trouble", { text: refused(error) });
    }
    navigator.mediaDevices?.addEventListener?.("devicechange", () => { if (this.track?.readyState === "ended") this.again(); });
    document.addEventListener("visibilitychange", () => this.away());
    this.connect();
  }

  async microphone() {
    if (!navigator.mediaDevices) throw new DOMException("", "NotSupportedError");
    const wanted = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: wanted });
    this.track = stream.getAudioTracks()[0];
    this.track.addEventListener("ended", () => this.emit("trouble", { text: "The microphone is gone. Plug it in again, or type; your answers are kept." }));
    await this.context.audioWorklet.addModule("/voice/worklet.js");
    this.source = this.context.createMediaStreamSource(stream);
    this.worklet = new AudioWorkletNode(this.context, "microphone", { numberOfOutputs: 0 });
    this.worklet.port.onmessage = (event) => { this.pieces += 1; if (this.socket?.readyState === WebSocket.OPEN && this.hello) this.socket.send(event.data); };
    this.source.connect(this.worklet);
  }

  // A browser may pause the microphone of a tab that is not seen: what was said meanwhile is lost, and that is told.
  away() {
    if (document.hidden) { this.left = { at: performance.now(), pieces: this.pieces }; return; }
    const missed = this.left ? (performance.now() - this.left.at) / 1000 - (this.pieces - this.left.pieces) * PIECE_SECONDS : 0;
    if (this.worklet && missed > 2) this.emit("trouble", { text: `While this tab was in the background the browser paused the microphone for ${Math.round(missed)} s. Say again what is not among your words.` });
    this.left = null;
    this.context.resume();
    this.speaker.resume();
  }

  async again() {
    try {
      await this.microphone();
      this.emit("trouble", { text: "" });
    } catch (error) {
      this.emit("trouble", { text: refused(error) });
    }
  }

  connect() {
    this.hello = false;
    this.socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/voice/talk`);
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => {
      this.send({ type: "hello", session: this.session, rate: 16000, heard: this.played || 0, ...this.options });
      this.hello = true;
    };
    this.socket.onmessage = (event) => (typeof event.data === "string" ? this.told(JSON.parse(event.data)) : this.heard(event.data));
    this.socket.onclose = () => this.lost();
  }

  lost() {
    this.hello = false;
    this.hush();
    if (this.out) { this.out.gain.value = 1; this.speaker.resume(); }
    if (this.closed || this.fatal) return;
    this.emit("state", { state: "lost", why: "the connection broke; what you said is kept, and you can type" });
    this.timer = setTimeout(() => this.connect(), AGAIN_AFTER[Math.min(this.tries++, AGAIN_AFTER.length - 1)]);
  }

  told(message) {
    if (message.type === "say") Object.assign(this, { say: message.say, prompt: message.prompt, ended: false });
    else if (message.type === "clip") this.coming = message;
    else if (message.type === "said") { if (message.say === this.say) { this.ended = true; this.finished(); } }
    else if (message.type === "playback") this.playback(message.do);
    else if (message.type === "state") this.tries = 0;
    if (message.fatal) this.fatal = true;
    this.emit(message.type, message);
  }

  heard(data) {
    const { rate, text } = this.coming;
    const samples = Float32Array.from(new Int16Array(data), (v) => v / 32768);
    if (!samples.length) return;
    const buffer = this.speaker.createBuffer(1, samples.length, rate);
    buffer.copyToChannel(samples, 0);
    const node = new AudioBufferSourceNode(this.speaker, { buffer });
    node.connect(this.out);
    this.at = Math.max(this.speaker.currentTime + 0.01, this.at);
    node.start(this.at);
    this.at += buffer.duration;
    const clip = { node, text };
    this.clips.push(clip);
    node.onended = () => { this.clips = this.clips.filter((c) => c !== clip); this.finished(); };
    this.emit("playing", { text });
  }

  playback(what) {
    if (what === "hold") {
      this.out.gain.value = 0;
      this.speaker.suspend();
      this.emit("hushed", { at: performance.now() });
      return;
    }
    if (what === "halt") { this.hush(); this.played = this.prompt; }
    this.out.gain.value = 1;
    this.speaker.resume();
    this.finished();
  }

  hush() {
    for (const { node } of this.clips) { node.onended = null; node.stop(); }
    this.clips = [];
    this.at = 0;
    this.ended = false;
  }

  finished() {
    if (this.ended && !this.clips.length) { this.ended = false; this.played = this.prompt; this.send({ type: "spoken", say: this.say }); }
  }

  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  stop() {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.close();
    this.track?.stop();
    this.context?.close();
    this.speaker?.close();
  }
}

function refused(error) {
  if (error.name === "NotAllowedError") return "The microphone was not allowed. Allow it in the address bar, or type: the interviewer still speaks.";
  if (error.name === "NotFoundError") return "There is no microphone. Plug one in, or type: the interviewer still speaks.";
  if (error.name === "NotReadableError") return "Another program holds the microphone. Close it there, or type.";
  return "The microphone cannot be used here. Type: the interviewer still speaks.";
}

// A panel with captions of both sides, the state, and everything that can also be done by hand.
export function panel(root, session, options = {}) {
  root.innerHTML = `<section class="voice" aria-label="Voice">
<p class="voice-state" role="status"><b data-is="state">Not connected</b> <span data-is="why"></span></p>
<p class="voice-trouble" role="alert" data-is="trouble"></p>
<p class="voice-them" aria-live="off" data-is="them"></p>
<label class="voice-you">Your words, as heard; correct them before Done<textarea rows="3" data-is="you"></textarea></label>
<div class="moves"><button type="button" data-do="done">Done</button><button type="button" data-do="push" style="touch-action:none">Hold to talk</button>
<button type="button" data-do="mute" aria-pressed="false">Mute</button><label><input type="checkbox" data-do="only"> Hear me only while I hold that button</label>
<label><input type="checkbox" data-do="check"> Show me my words before they count</label></div></section>`;
  const is = (name) => root.querySelector(`[data-is=${name}]`);
  const button = (name) => root.querySelector(`[data-do=${name}]`);
  const voice = new Voice(session, options);
  voice.addEventListener("state", ({ detail }) => {
    root.firstElementChild.dataset.state = detail.state;
    is("state").textContent = STATES[detail.state];
    is("why").textContent = detail.why || "";
  });
  voice.addEventListener("trouble", ({ detail }) => { is("trouble").textContent = detail.text; });
  voice.addEventListener("say", ({ detail }) => { is("them").textContent = detail.text; });
  voice.addEventListener("caption", ({ detail }) => {
    if (document.activeElement !== is("you") || detail.final) is("you").value = detail.text;
  });
  voice.addEventListener("answered", ({ detail }) => {
    is("you").value = "";
    is("you").blur();
    document.dispatchEvent(new CustomEvent("sparring:voiced", { detail }));
  });
  voice.addEventListener("withdrawn", ({ detail }) => document.dispatchEvent(new CustomEvent("sparring:voiced", { detail })));
  is("you").addEventListener("input", () => voice.send({ type: "edit", text: is("you").value }));
  button("done").addEventListener("click", () => voice.send({ type: "done" }));
  const choose = (option, on, message) => { voice.options[option] = on; voice.send(message); };  // a line that was cut is asked for the same again
  button("mute").addEventListener("click", () => {
    const on = button("mute").getAttribute("aria-pressed") !== "true";
    button("mute").setAttribute("aria-pressed", on);
    choose("mute", on, { type: "mute", on });
  });
  button("check").addEventListener("change", ({ target }) => choose("check", target.checked, { type: "check", on: target.checked }));
  button("only").addEventListener("change", ({ target }) => choose("push", target.checked, { type: "mode", push: target.checked }));
  let held = false;
  const push = (down) => {
    if (down === held) return;
    held = down;
    button("only").checked = true;
    choose("push", true, { type: "push", down });
  };
  button("push").addEventListener("pointerdown", (event) => { event.target.setPointerCapture(event.pointerId); push(true); });
  button("push").addEventListener("keydown", (event) => { if (event.key === " " || event.key === "Enter") { event.preventDefault(); push(true); } });
  for (const end of ["lostpointercapture", "keyup", "blur"]) button("push").addEventListener(end, () => push(false));
  voice.start();
  return voice;
}

// A panel above the reply box whenever the interview on screen is one by voice; on the Code screen it stands beside the editor.
let shown = null;
function place() {
  const beside = document.getElementById("code-voice");
  const reply = document.getElementById("reply");
  if (!shown || !reply) return;
  if (beside?.checkVisibility()) { if (shown.box.parentNode !== beside) beside.append(shown.box); } else if (shown.box.nextSibling !== reply) reply.before(shown.box);
}
document.addEventListener("click", (event) => { if (event.target.closest?.("[role=tab]")) setTimeout(place, 50); });
document.addEventListener("sparring:view", ({ detail: view }) => {
  const reply = document.getElementById("reply");
  if (!reply || view.brief.channel !== "voice" || view.over) { if (view.over) shown?.voice.stop(); return; }
  if (shown?.session === view.session) {
    if (shown.voice.prompt && shown.voice.prompt !== view.prompt) shown.voice.send({ type: "look" });  // answered by hand
    return place();
  }
  shown?.voice.stop();
  shown?.box.remove();
  const box = document.createElement("div");
  shown = { session: view.session, box, voice: panel(box, view.session) };
  place();
});
