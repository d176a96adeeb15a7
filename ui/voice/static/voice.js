// The browser's end of the conversation: microphone to socket, socket to speaker and captions.
// The server decides whose turn it is; what this file alone knows is what has really been played.
const AGAIN_AFTER = [500, 1000, 2000, 4000, 8000];
const PIECE_SECONDS = 512 / 16000;

export class Voice extends EventTarget {
  constructor(session, options = {}) {
    super();
    Object.assign(this, { session, options: { ...options }, say: 0, clips: [], at: 0, ended: false, tries: 0, closed: false, pieces: 0, until: new AbortController() });
  }

  async start() {
    this.context = new AudioContext();
    this.speaker = new AudioContext();  // one of its own: pausing the voice must not pause the microphone
    await this.awake();
    if (this.closed) return;
    this.out = this.speaker.createGain();
    this.out.connect(this.speaker.destination);
    try {
      await this.microphone();
    } catch (error) {
      this.emit("trouble", { text: refused(error) });
    }
    if (this.closed) return;
    const { signal } = this.until;
    navigator.mediaDevices?.addEventListener?.("devicechange", () => { if (this.track?.readyState === "ended") this.again(); }, { signal });
    document.addEventListener("visibilitychange", () => this.away(), { signal });
    this.connect();
  }

  // A page that was opened by a link may play and hear nothing before it is clicked on.
  async awake() {
    const wake = () => { this.context.resume(); this.speaker.resume(); };
    const asleep = setTimeout(() => this.emit("trouble", { text: "Click anywhere to start: the browser plays no sound in a page before that." }), 600);
    for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, wake);
    await Promise.all([this.context.resume(), this.speaker.resume()]);
    for (const sign of ["pointerdown", "keydown"]) removeEventListener(sign, wake);
    clearTimeout(asleep);
    this.emit("trouble", { text: "" });
  }

  async microphone() {
    this.source?.disconnect();  // the one that was unplugged would go on giving silence
    if (!navigator.mediaDevices) throw new DOMException("", "NotSupportedError");
    const wanted = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: wanted });
    if (this.closed) { for (const track of stream.getTracks()) track.stop(); return; }  // it was left while the browser asked
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
    if (this.closed) return;
    this.hello = false;
    this.cut = true;
    this.hush();
    if (this.out) { this.out.gain.value = 1; this.speaker.resume(); }
    if (this.fatal) { this.stop(); this.emit("state", { state: "lost", why: "" }); return; }
    this.emit("state", { state: "lost", why: "the connection broke; what you said is kept, and you can type" });
    this.timer = setTimeout(() => this.connect(), AGAIN_AFTER[Math.min(this.tries++, AGAIN_AFTER.length - 1)]);
  }

  told(message) {
    if (message.type === "say") Object.assign(this, { say: message.say, prompt: message.prompt, ended: false });
    else if (message.type === "clip") this.coming = message;
    else if (message.type === "said") { if (message.say === this.say) { this.ended = true; this.finished(); } }
    else if (message.type === "playback") this.playback(message.do);
    else if (message.type === "state") this.tries = 0;
    else if (message.type === "answered" || message.type === "over") this.over = message.type === "over" || message.over;
    if (message.fatal) this.fatal = true;
    if (this.cut && ["state", "over"].includes(message.type)) {
      this.cut = false;
      this.emit("rejoined", {});
      if (this.over) this.finish();
    } else if (message.type === "over" && !this.prompt) this.finish();
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
    if (what === "halt" && this.over) { this.finish(); return; }
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
    if (!this.ended || this.clips.length) return;
    this.ended = false;
    this.played = this.prompt;
    this.send({ type: "spoken", say: this.say });
    if (this.over) this.finish();
  }

  finish() {
    this.stop();
    this.emit("state", { state: "over", why: "" });
  }

  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  stop() {
    if (this.closed) return;
    this.closed = true;
    this.until.abort();
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
