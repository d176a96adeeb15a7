// Review: the list of sessions, and one of them with every answer and what it was judged on.
import { acts, asked, call, fill, open, visited } from "/web/screens.js";

export function mount(root) {
  const list = root.querySelector("#review-list");
  const detail = root.querySelector("#review-detail");
  let chosen = "";

  function mark() {
    for (const item of list.querySelectorAll("[data-session]")) item.setAttribute("aria-current", String(item.dataset.session === chosen));
  }

  async function choose(session) {
    chosen = session;
    mark();
    await fill(detail, `/api/review/${encodeURIComponent(session)}`);
  }

  async function refresh() {
    await fill(list, "/api/review");
    const first = list.querySelector("[data-session]")?.dataset.session;
    const wanted = asked("session") && list.querySelector(`[data-session="${CSS.escape(asked("session"))}"]`) ? asked("session") : "";
    const still = chosen && list.querySelector(`[data-session="${CSS.escape(chosen)}"]`) ? chosen : "";
    if (wanted || still || first) await choose(still || wanted || first);
    else detail.replaceChildren();
  }

  acts(root, {
    choose: async (button) => {
      await choose(button.dataset.session);
      detail.focus({ preventScroll: true });
      if (matchMedia("(max-width: 900px)").matches) detail.scrollIntoView();
    },
    resume: (button) => location.assign(`/?session=${encodeURIComponent(button.dataset.session)}`),
    begin: () => open("room"),
    again: async (button) => {
      const { session } = await call("POST", `/api/sessions/${encodeURIComponent(chosen)}/again`, { turn: Number(button.dataset.turn) });
      location.assign(`/?session=${encodeURIComponent(session)}`);
    },
    replay: async () => {
      const { session } = await call("POST", "/api/defend/again", { session: chosen });
      location.assign(`/?session=${encodeURIComponent(session)}`);
    },
    rescore: async () => {
      const judge = detail.querySelector("#review-judge").value;
      await fill(detail.querySelector("#review-rescored"), `/api/sessions/${encodeURIComponent(chosen)}/rescore`, "POST", { judge });
    },
    remove: async () => {
      if (!confirm("Delete this session for good, with what was remembered from it alone?")) return;
      await call("DELETE", `/api/sessions/${encodeURIComponent(chosen)}`);
      chosen = "";
      await refresh();
    },
  });
  visited("review", refresh);
}
