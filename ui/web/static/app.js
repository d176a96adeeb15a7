// What every screen may use: window.sparring.show(session), .open(screen, session), .call(method, path, body).

export async function call(method, path, body, extra = {}) {
  let answer;
  try {
    const headers = body === undefined ? {} : { "content-type": "application/json" };
    answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), ...extra });
  } catch {
    throw Object.assign(new Error("Sparring cannot be reached. Is it still running?"), { lost: true });
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(said.error || `Something went wrong (${answer.status}).`), { status: answer.status });
  return said;
}

// Runs what it is given one after the other: of two saves, the older must not arrive last.
export function inTurn() {
  let last = Promise.resolve();
  return (act) => {
    const go = () => act();
    return (last = last.then(go, go));
  };
}

function address(change) {
  const url = new URL(location.href);
  for (const [key, value] of Object.entries(change)) {
    if (value) url.searchParams.set(key, value);
    else url.searchParams.delete(key);
  }
  history.replaceState(history.state, "", url);
}

// The session on screen: in the address, and in the hidden box that the other screens listen to.
export function show(session) {
  address({ session });
  const box = document.querySelector("#session textarea, #session input");
  if (!box || box.value === session) return;
  box.value = session;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

export function open(screen, session) {
  if (session !== undefined) show(session);
  const tab = document.getElementById(`screen-${screen}-button`);
  tab?.click();
  tab?.scrollIntoView({ inline: "center", block: "nearest" });
}

export function asked(name) {
  return new URL(location.href).searchParams.get(name) || "";
}

function shade(dark) {
  document.documentElement.classList.toggle("dark", dark);
  document.body.classList.toggle("dark", dark);
}

function dress() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const chosen = () => localStorage.getItem("sparring:theme");
  const apply = () => shade(chosen() ? chosen() === "dark" : system.matches);
  system.addEventListener("change", apply);
  apply();
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("#theme")) return;
    localStorage.setItem("sparring:theme", document.body.classList.contains("dark") ? "light" : "dark");
    apply();
  });
}

// Runs once Gradio has drawn its tabs: the tab named in the address is opened, and the one clicked is noted there.
function tabs() {
  const screen = asked("screen");
  if (screen && screen !== "room") open(screen);
  if (asked("session")) show(asked("session"));
  document.addEventListener("click", (event) => {
    const tab = event.target.closest?.("[role=tab][data-tab-id]");
    if (tab?.id.startsWith("screen-")) address({ screen: tab.dataset.tabId === "room" ? "" : tab.dataset.tabId });
  });
}

export function whenDrawn(selector, act) {
  if (document.querySelector(selector)) return act();
  const watch = new MutationObserver(() => {
    if (!document.querySelector(selector)) return;
    watch.disconnect();
    act();
  });
  watch.observe(document.body, { childList: true, subtree: true });
}

window.sparring = { call, show, open, asked };
dress();
whenDrawn("#screen-room-button", tabs);
