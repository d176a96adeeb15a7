// Progress: read only, but for a weak point that may be forgotten.
import { acts, call, fill, open, visited } from "/web/screens.js";

export function mount(root) {
  const body = root.querySelector("#progress-body");
  const refresh = () => fill(body, "/api/progress");
  acts(root, {
    begin: () => open("room"),
    forget: async (button) => {
      if (!confirm("Forget this weak point, with its quotes and its card?")) return;
      await call("POST", "/api/person/forget", { weakness: Number(button.dataset.weakness) });
      await refresh();
    },
  });
  visited("progress", refresh);
}
