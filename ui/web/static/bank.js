// Bank: search and filter, read one question, add questions and documents of one's own.
import { acts, call, fill, visited } from "/web/screens.js";

const MOST = 10_000_000;

export function mount(root) {
  const $ = (id) => root.querySelector(`#${id}`);
  let filled = false;

  async function search() {
    await fill($("bank-list"), `/api/bank?${new URLSearchParams(new FormData($("bank-find")))}`);
    const first = $("bank-list").querySelector("[data-id]");
    if (first) await read(first);
    else $("bank-entry").replaceChildren();
  }

  async function read(item) {
    for (const other of $("bank-list").querySelectorAll("[data-id]")) other.setAttribute("aria-current", String(other === item));
    await fill($("bank-entry"), `/api/bank/${encodeURIComponent(item.dataset.id)}`);
  }

  async function mine() {
    const { html } = await call("GET", "/api/own");
    const held = document.createElement("template");
    held.innerHTML = html;
    $("own-list").replaceChildren(held.content.querySelector('[data-own="questions"]'));
    $("document-list").replaceChildren(held.content.querySelector('[data-own="documents"]'));
  }

  async function begin(questions, round) {
    const { session } = await call("POST", "/api/start", { round, questions, minutes: 15, mode: "coach" });
    location.assign(`/?session=${encodeURIComponent(session)}`);
  }

  async function take(files) {
    const news = [];
    for (const [n, file] of [...files].entries()) {
      $("drop-news").textContent = `Reading ${file.name} (${n + 1} of ${files.length}) …`;
      try {
        if (file.size > MOST) throw new Error(`${file.name} has ${Math.ceil(file.size / 1e6)} MB; 10 MB are the most.`);
        const sent = await fetch(`/api/documents/upload?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file, headers: { "content-type": "application/octet-stream" } });
        const said = await sent.json().catch(() => ({}));
        if (!sent.ok) throw new Error(said.error || `${file.name} could not be taken in (${sent.status}).`);
        news.push(`${said.name}: ${said.passages} passages.`);
      } catch (error) {
        news.push(error.message);
      }
    }
    $("drop-news").textContent = news.join(" ");
    await mine();
  }

  acts(root, {
    read: async (item) => {
      await read(item);
      $("bank-entry").focus({ preventScroll: true });
      if (matchMedia("(max-width: 900px)").matches) $("bank-entry").scrollIntoView();
    },
    ask: (button) => begin([button.dataset.id], button.dataset.round),
    "ask-own": (button) => begin([button.dataset.text], "ml"),
    "own-remove": async (button) => { await call("POST", "/api/own/remove", { name: button.dataset.name }); await mine(); },
    "document-remove": async (button) => { await call("POST", "/api/documents/remove", { name: button.dataset.name }); await mine(); },
  });
  $("bank-find").addEventListener("submit", (event) => { event.preventDefault(); search(); });
  $("bank-find").addEventListener("change", (event) => { if (event.target.tagName === "SELECT") search(); });
  $("notes-find").addEventListener("submit", (event) => {
    event.preventDefault();
    fill($("notes-found"), `/api/documents?${new URLSearchParams(new FormData(event.target))}`);
  });
  $("own-add").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await call("POST", "/api/own", { text: new FormData(event.target).get("text") });
      event.target.reset();
      await mine();
    } catch (error) {
      root.querySelector("[data-trouble]").textContent = error.message;
    }
  });
  $("drop-file").addEventListener("change", async (event) => { await take(event.target.files); event.target.value = ""; });
  for (const kind of ["dragenter", "dragover"]) $("drop").addEventListener(kind, (event) => { event.preventDefault(); $("drop").classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) $("drop").addEventListener(kind, (event) => { event.preventDefault(); $("drop").classList.remove("over"); });
  $("drop").addEventListener("drop", (event) => take(event.dataTransfer.files));
  visited("bank", () => {
    if (!filled) search();
    filled = true;
    mine();
  });
}
