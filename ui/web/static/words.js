// Words as they come. Everything is set as text: what anybody wrote can never become part of the page.
const PACE = 28; // milliseconds a word, for reading along

export function entry(log, who, label, text = "") {
  const box = document.createElement("article");
  box.className = `said ${who}`;
  const name = document.createElement("h3");
  name.textContent = label;
  const words = document.createElement("p");
  words.textContent = text;
  box.append(name, words);
  log.append(box);
  return words;
}

// Resolves when all is shown; `hurry()` shows the rest at once.
export function stream(words, text, follow) {
  const parts = text.split(/(?<=\s)/);
  let shown = 0;
  let finish;
  const done = new Promise((resolve) => (finish = resolve));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden;
  const began = performance.now();
  const step = () => {
    const due = still ? parts.length : Math.min(parts.length, 1 + Math.floor((performance.now() - began) / PACE));
    if (due > shown) {
      shown = due;
      words.textContent = parts.slice(0, shown).join("");
      follow();
    }
    if (shown < parts.length) setTimeout(step, PACE);
    else finish();
  };
  step();
  return { done, hurry: () => { words.textContent = text; shown = parts.length; follow(); finish(); } };
}

export function list(box, rows) {
  box.replaceChildren(...rows.map(([text, state]) => {
    const row = document.createElement("li");
    row.textContent = text;
    if (state) row.className = state;
    return row;
  }));
}
