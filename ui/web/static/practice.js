// Practice: a card, its other side, a rating, the next card.
import { acts, call, fill, open, visited } from "/web/screens.js";

export function mount(root) {
  const body = root.querySelector("#practice-body");
  let skipped = [];

  const card = () => body.querySelector("#card");
  const begun = () => body.querySelector("#card-answer")?.value.trim() || body.querySelector("[data-rating]");

  async function next(focus) {
    const query = skipped.map((id) => `skip=${encodeURIComponent(id)}`).join("&");
    await fill(body, `/api/practice?${query}`);
    if (focus) (body.querySelector("#card-answer") || body.querySelector("button"))?.focus();
  }

  acts(root, {
    begin: () => open("room"),
    turn: async () => {
      const answer = body.querySelector("#card-answer").value;
      if (await fill(body.querySelector("#card-back"), "/api/practice/judge", "POST", { card: card().dataset.card, answer })) {
        (body.querySelector(".sp-ratings .go") || body.querySelector("[data-rating]")).focus();
      }
    },
    skip: async () => {
      skipped = [...skipped.filter((id) => id !== card().dataset.card), card().dataset.card].slice(-200);
      await next(true);
    },
    rate: async (button) => {
      const { card: id, reviews } = card().dataset;
      try {
        await call("POST", "/api/practice/rate", { card: id, reviews: Number(reviews), rating: button.dataset.rating });
      } finally {
        await next(true);
      }
    },
    wrong: async () => {
      await call("POST", "/api/practice/wrong", { weakness: Number(card().dataset.weakness) });
      await next(true);
    },
  });
  body.addEventListener("keydown", (event) => {
    if (event.target.id === "card-answer" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) body.querySelector('[data-do="turn"]').click();
  });
  visited("practice", () => begun() || next(false));
}
