// Evals: the list of runs, the run at work (looked at every two seconds while the screen shows it), two runs compared.
import { acts, call, fill, tell, visited } from "/web/screens.js";

export function mount(root) {
  const $ = (id) => root.querySelector(`#${id}`);
  let timer = 0;

  async function look() {
    clearTimeout(timer);
    const at = await call("GET", "/api/evals/state");
    $("evals-run").innerHTML = at.html;
    if (at.over) return at;
    timer = setTimeout(async () => {
      try {
        if ((await look()).over) await fill($("evals-body"), "/api/evals");
      } catch (error) {
        tell($("evals-run"), error.message);
      }
    }, 2000);
    return at;
  }

  acts(root, {
    start: async () => {
      await call("POST", "/api/evals/start", { suite: $("run-suite").value, limit: Number($("run-limit").value) });
      await look();
    },
    stop: async () => {
      await call("POST", "/api/evals/stop");
      await look();
    },
    compare: async () => {
      const marked = [...root.querySelectorAll('input[name="run"]:checked')].map((box) => box.value);
      if (marked.length !== 2) return tell($("evals-compared"), "Mark two runs of one suite first.");
      const [b, a] = marked; // the list has the latest first
      if (await fill($("evals-compared"), `/api/evals/compare?${new URLSearchParams({ a, b })}`)) $("evals-compared").scrollIntoView({ block: "nearest" });
    },
  });
  visited("evals", async () => {
    if (await fill($("evals-body"), "/api/evals")) await look();
  });
}
