// The clocks of question and round. They tick here; the server is told the seconds with the answer.
// What was spent on a prompt is kept in this browser, so that a reload or a closed tab neither resets nor runs the clock.
const KEPT = "sparring:spent";

export class Clock {
  constructor(draw) {
    this.draw = draw;
    this.prompt = "";
    this.spent = 0;
    this.since = null;
    setInterval(() => this.tick(), 1000);
    addEventListener("pagehide", () => this.keep());
  }

  begin(session, prompt) {
    this.prompt = `${session}/${prompt}`;
    const kept = JSON.parse(localStorage.getItem(KEPT) || "{}");
    this.spent = kept.prompt === this.prompt ? kept.spent : 0;
    this.since = performance.now();
    this.tick();
  }

  pause() {
    this.spent = this.seconds();
    this.since = null;
    this.keep();
    this.tick();  // what it shows is what it stopped at
  }

  go() {
    if (this.since === null) this.since = performance.now();
    this.tick();
  }

  stop() {
    this.prompt = "";
    this.since = null;
  }

  get paused() {
    return this.since === null;
  }

  seconds() {
    return this.spent + (this.since === null ? 0 : (performance.now() - this.since) / 1000);
  }

  tick() {
    if (!this.prompt) return;
    this.draw(this.seconds());
    if (!this.paused) this.keep();
  }

  keep() {
    if (this.prompt) localStorage.setItem(KEPT, JSON.stringify({ prompt: this.prompt, spent: this.seconds() }));
  }
}

export function minutes(seconds) {
  const left = Math.max(0, Math.round(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}
