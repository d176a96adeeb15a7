// Defend: a document is read, what was understood is put right, and the round begins in the Room.
import { acts, call, inTurn, open } from "/web/screens.js";

const MOST = 10_000_000;
const SAVE_AFTER = 600;

export function mount(root) {
  const $ = (id) => root.querySelector(`#${id}`);
  const form = $("defend-go");
  const field = form.elements;
  const trouble = (text) => { root.querySelector("[data-trouble]").textContent = text; };

  // --- handing in ----------------------------------------------------------------------------------------------

  async function understood(reading, what) {
    trouble("");
    $("defend-news").textContent = `Reading ${what} …`;
    try {
      const { html, found } = await reading;
      place(html, found);
      $("defend-news").textContent = found ? `Read ${what}: ${count(found)}.` : "";
      changed();
      keep();
      $("defend-understood").scrollIntoView({ block: "start" });
      $("defend-understood").focus({ preventScroll: true });
    } catch (error) {
      $("defend-news").textContent = "";
      trouble(error.message);
    }
  }

  const count = (found) => `${found} ${found === 1 ? "project" : "projects"}`;

  function place(html, found) {
    $("defend-understood").innerHTML = html;
    form.hidden = !found;
    describe();
  }

  async function sent(file) {
    if (file.size > MOST) throw new Error(`${file.name} has ${Math.ceil(file.size / 1e6)} MB; 10 MB are the most.`);
    const address = `/api/defend/upload?${new URLSearchParams({ name: file.name, backend: $("defend-reader").value })}`;
    const answer = await fetch(address, { method: "POST", body: file, headers: { "content-type": "application/octet-stream" } });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(said.error || `${file.name} could not be read (${answer.status}).`);
    return said;
  }

  const take = (file) => file && understood(sent(file), file.name);
  $("defend-file").addEventListener("change", async (event) => { await take(event.target.files[0]); event.target.value = ""; });
  const drop = $("defend-drop");
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.remove("over"); });
  drop.addEventListener("drop", (event) => take(event.dataTransfer.files[0]));
  $("defend-paste").addEventListener("submit", (event) => {
    event.preventDefault();
    understood(call("POST", "/api/defend/text", { text: $("defend-text").value, backend: $("defend-reader").value }), "what you pasted");
  });

  // --- putting right -------------------------------------------------------------------------------------------

  const cards = () => [...root.querySelectorAll(".df-project")];
  const ticked = () => cards().filter((card) => card.querySelector('[name="chosen"]').checked);
  const value = (card, name) => card.querySelector(`[name="${name}"]`).value;
  const written = (card) => ({ title: value(card, "title"), text: value(card, "text"), place: card.dataset.place });

  let saving = 0, changes = 0, kept = 0;  // the timer; what was changed, and how much of it the server has
  const saves = inTurn();

  // Sends what the page holds; a page that is left or reloaded then shows it again.
  function put(extra) {
    const upTo = changes;
    const projects = cards().map((card) => ({ ...written(card), chosen: card.querySelector('[name="chosen"]').checked }));
    const notes = [...root.querySelectorAll(".df-notes li")].map((line) => line.textContent);
    return call("PUT", "/api/defend/draft", { projects, notes }, extra).then(
      () => { kept = upTo; tell(); },
      (error) => trouble(error.message),
    );
  }

  function keep() {
    clearTimeout(saving);
    return saves(put);
  }

  function tell() {
    const sign = $("defend-kept");
    if (sign) sign.textContent = kept === changes ? "Kept" : "";
  }

  function changed() {
    changes += 1;
    tell();
  }

  function later() {
    changed();
    clearTimeout(saving);
    saving = setTimeout(keep, SAVE_AFTER);
  }

  async function restored() {
    const { html, found } = await call("GET", "/api/defend/draft");
    if (!found || cards().length) return;
    place(html, found);
    $("defend-news").textContent = `As you left it: ${count(found)}.`;
  }

  async function forget() {
    place("", 0);
    $("defend-news").textContent = "Dropped.";
    $("defend-file").focus();
    changed();
    await keep();
  }

  addEventListener("pagehide", () => { if (kept !== changes) put({ keepalive: true }); });
  $("defend-understood").addEventListener("input", later);
  $("defend-understood").addEventListener("change", async (event) => {
    describe();
    if (event.target.name !== "text") return;
    const card = event.target.closest(".df-project");
    card.dataset.place = "as you corrected it";
    card.querySelector("[data-words]").textContent = event.target.value.split(/\s+/).filter(Boolean).length;
    try {
      card.querySelector(".df-figures").innerHTML = (await call("POST", "/api/defend/figures", written(card))).html;
    } catch (error) {
      trouble(error.message);
    }
  });

  function add() {
    const card = cards()[0].cloneNode(true);
    for (const box of card.querySelectorAll('[type="text"], textarea')) box.value = "";
    card.querySelector("[data-words]").textContent = "0";
    card.querySelector(".df-figures").replaceChildren();
    card.querySelector('[name="chosen"]').checked = true;
    card.querySelector("details").open = true;
    root.querySelector(".df-projects").append(card);
    describe();
    later();
    card.querySelector('[name="title"]').focus();
  }

  // --- the round -----------------------------------------------------------------------------------------------

  function describe() {
    const { each, drill, closing, most } = form.dataset;
    const many = ticked().length;
    const needed = field.drill.checked ? many * drill : many * each + Number(closing);
    field.minutes.placeholder = Math.min(most, Math.max(5, needed));
    $("defend-begin").disabled = !many;
    const time = `${field.minutes.value || field.minutes.placeholder} minutes`;
    $("defend-sum").textContent = many ? `${count(many)}, ${time}. You can leave at any time and go on later.` : "Choose at least one project above.";
    $("defend-cost").textContent = about(field.backend.value);
  }

  let backends = [];
  const about = (backend) => backends.find((b) => b.id === backend)?.about || "";
  async function offered() {
    const choices = await call("GET", "/api/choices");
    field.level.append(...choices.levels.map((l) => new Option(`${l.id} ${l.title}`, l.id)));
    field.team.append(...choices.teams.map((t) => new Option(t.title, t.id)));
    field.backend.append(...choices.backends.map((b) => new Option(b.id === "none" ? "Offline, no model" : b.id, b.id)));
    field.level.value = "2-2";
    $("defend-voice").hidden = !choices.voice;
    backends = choices.backends;
    $("defend-reader").append(...backends.map((b) => new Option(b.id === "none" ? "Rules, on this machine" : b.id, b.id)));
    $("defend-with").hidden = backends.length < 2;
    describe();
  }

  $("defend-reader").addEventListener("change", () => {
    const chosen = $("defend-reader").value;
    $("defend-read-cost").textContent = chosen === "none" ? "" : about(chosen).replace("Your answers go", "The document goes");
  });
  form.addEventListener("input", describe);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wanted = {
      projects: ticked().map(written), level: field.level.value, team: field.team.value || null, mode: field.mode.value,
      minutes: field.minutes.value ? Number(field.minutes.value) : null, backend: field.backend.value,
      channel: field.voice.checked ? "voice" : "text", drill: field.drill.checked,
    };
    trouble("");
    $("defend-begin").disabled = true;
    $("defend-begin").textContent = "Reading your projects …";
    try {
      await keep();  // first, so that nothing arrives behind: what is begun is kept no longer, what could not begin still is
      const { session } = await call("POST", "/api/defend/start", wanted);
      place("", 0);
      kept = changes;
      $("defend-news").textContent = "";
      if (window.sparring.room) {
        await window.sparring.room.take(session);
        open("room", session);
      } else location.assign(`/?session=${encodeURIComponent(session)}`);
    } catch (error) {
      trouble(error.message);
      root.querySelector("[data-trouble]").scrollIntoView({ block: "center" });
    }
    $("defend-begin").textContent = "Start the defence";
    describe();
  });

  async function prep(button) {
    trouble("");
    const said = await fetch(`/api/defend/prep.${button.dataset.form}`, {
      method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ projects: ticked().map(written) }),
    });
    if (!said.ok) throw new Error((await said.json().catch(() => ({}))).error || "The prep sheet could not be made.");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await said.blob());
    link.download = `sparring-prep.${button.dataset.form}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  acts(root, { add, forget, prep });
  offered().then(restored).catch((error) => trouble(error.message));
}
