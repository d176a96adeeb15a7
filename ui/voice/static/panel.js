// A panel with captions of both sides, the state, and everything that can also be done by hand.
import { Voice } from "/voice/voice.js";

const STATES = { listening: "Listening", thinking: "Thinking", speaking: "Speaking", checking: "Check your words", muted: "Muted", over: "Over", lost: "Not connected" };
const LAST_SYLLABLE = 250;  // milliseconds; people let the button go while they say it
const squeezed = (text) => text.replace(/\s+/g, "");

document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/voice/voice.css" }));

export function panel(root, session, options = {}) {
  root.innerHTML = `<section class="voice" aria-label="Voice" data-state="lost">
<p class="voice-state" role="status"><i></i><b data-is="state">Not connected</b> <span data-is="why"></span></p>
<p class="voice-trouble" role="alert" data-is="trouble"></p>
<p class="voice-them" aria-live="off" data-is="them"></p>
<label class="voice-you"><span>Your words, as heard; correct them before Done</span><textarea rows="2" data-is="you"></textarea></label>
<div class="voice-moves"><button type="button" class="first" data-do="done">Done</button><button type="button" data-do="push">Hold to talk</button><button type="button" data-do="mute" aria-pressed="false">Mute</button>
<details><summary>Options</summary><div>
<label><input type="checkbox" data-do="only"> Hear me only while I hold the button</label>
<label><input type="checkbox" data-do="check"> Show me my words before they count</label>
<label><input type="checkbox" data-do="keep"> Keep the sound of my answers until I delete the session</label>
<label>Interviewer's pace <select data-do="speed"><option value="0.85">slower</option><option value="1" selected>as it is</option><option value="1.2">faster</option></select></label>
</div></details></div></section>`;
  const is = (name) => root.querySelector(`[data-is=${name}]`);
  const by = (name) => root.querySelector(`[data-do=${name}]`);
  const voice = new Voice(session, options);
  voice.addEventListener("state", ({ detail }) => {
    root.firstElementChild.dataset.state = detail.state;
    is("state").textContent = STATES[detail.state];
    is("why").textContent = detail.why || "";
  });
  voice.addEventListener("trouble", ({ detail }) => { is("trouble").textContent = detail.text; });
  voice.addEventListener("say", ({ detail }) => {
    is("them").textContent = detail.text;
    unrepeated(root);
  });
  let corrected = false;
  voice.addEventListener("caption", ({ detail }) => {
    const you = is("you"), { selectionStart, selectionEnd } = you;
    const there = document.activeElement === you;
    if (detail.final) corrected = false;
    if (there && corrected && !detail.text.startsWith(you.value)) return;  // of an older text; what is said meanwhile is added to this one
    you.value = detail.text;
    if (there) you.setSelectionRange(selectionStart, selectionEnd);
  });
  voice.addEventListener("answered", ({ detail }) => {
    is("you").value = "";
    is("you").blur();
    corrected = false;
    document.dispatchEvent(new CustomEvent("sparring:voiced", { detail }));
  });
  for (const news of ["withdrawn", "rejoined"]) voice.addEventListener(news, ({ detail }) => document.dispatchEvent(new CustomEvent("sparring:voiced", { detail })));
  is("you").addEventListener("input", () => {
    corrected = true;
    voice.send({ type: "edit", text: is("you").value });
  });
  by("done").addEventListener("click", () => voice.send({ type: "done" }));
  const choose = (option, on, message) => { voice.options[option] = on; voice.send(message); };  // a line that was cut is asked for the same again
  by("mute").addEventListener("click", () => {
    const on = by("mute").getAttribute("aria-pressed") !== "true";
    by("mute").setAttribute("aria-pressed", on);
    choose("mute", on, { type: "mute", on });
  });
  let held = false, letting = 0;
  const push = (down) => {
    clearTimeout(letting);
    if (down === held) return;
    held = down;
    if (down) by("only").checked = true;
    choose("push", true, { type: "push", down });
  };
  for (const kind of ["check", "keep"]) by(kind).addEventListener("change", ({ target }) => choose(kind, target.checked, { type: kind, on: target.checked }));
  by("only").addEventListener("change", ({ target }) => {
    push(false);
    choose("push", target.checked, { type: "mode", push: target.checked });
  });
  by("speed").addEventListener("change", ({ target }) => choose("speed", Number(target.value), { type: "speed", speed: Number(target.value) }));
  by("push").addEventListener("pointerdown", (event) => { event.target.setPointerCapture(event.pointerId); push(true); });
  by("push").addEventListener("keydown", (event) => { if (event.key === " " || event.key === "Enter") { event.preventDefault(); push(true); } });
  for (const end of ["lostpointercapture", "keyup", "blur"]) by("push").addEventListener(end, () => {
    clearTimeout(letting);
    letting = setTimeout(() => push(false), LAST_SYLLABLE);
  });
  voice.start();
  return voice;
}

// What the log beside it shows already is not shown twice.
function unrepeated(root) {
  const them = root.querySelector("[data-is=them]");
  them.hidden = squeezed(document.getElementById("log")?.textContent || "").includes(squeezed(them.textContent));
}

// A panel above the reply box whenever the interview on screen is one by voice; on the Code screen it stands beside the editor.
let shown = null;
const log = new MutationObserver(() => { if (shown) unrepeated(shown.box); });
function place() {
  const beside = document.getElementById("code-voice");
  const reply = document.getElementById("reply");
  if (!shown || !reply) return;
  if (beside?.checkVisibility()) { if (shown.box.parentNode !== beside) beside.append(shown.box); } else if (shown.box.nextSibling !== reply) reply.before(shown.box);
}
document.addEventListener("click", (event) => { if (event.target.closest?.("[role=tab]")) setTimeout(place, 50); });
function leave() {
  shown?.voice.stop();
  shown?.box.remove();
  shown = null;
}
document.addEventListener("sparring:left", leave);
document.addEventListener("sparring:view", ({ detail: view }) => {
  if (shown && shown.session !== view.session) leave();
  if (!document.getElementById("reply") || view.brief.channel !== "voice") return;
  if (shown && shown.voice.prompt && shown.voice.prompt !== view.prompt) shown.voice.send({ type: "look" });  // answered by hand
  if (!shown && !view.over) {
    const box = document.createElement("div");
    shown = { session: view.session, box, voice: panel(box, view.session) };
  }
  place();
  log.observe(document.getElementById("log"), { childList: true, characterData: true, subtree: true });
});
