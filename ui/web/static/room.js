// The Room: talks to /api and shows what comes back as text, never as HTML.
import { show } from "/web/app.js";

async function call(method, path, body) {
  const answer = await fetch(path, { method, headers: { "content-type": "application/json" }, body: body && JSON.stringify(body) });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error || "Something went wrong.");
  return said;
}

export function mount(root) {
  const $ = (id) => root.querySelector(`#${id}`);
  let view = null;
  const add = (who, text) => {
    const p = document.createElement("p");
    p.className = who;
    p.textContent = text;
    $("log").append(p);
  };
  const hear = (next) => {
    view = next;
    $("start").hidden = true;
    $("talk").hidden = false;
    show(view.session);
    for (const line of view.lines) add("interviewer", line.text);
  };
  $("start").addEventListener("submit", async (event) => {
    event.preventDefault();
    hear(await call("POST", "/api/start", {}));
  });
  $("reply").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = $("answer").value;
    add("you", text);
    $("answer").value = "";
    hear(await call("POST", "/api/answer", { session: view.session, prompt: view.prompt, text }));
  });
}
