// Beside a project in the Room: its six parts with their time, its claims, and the challenges as a thread. All of it as text.
import { minutes } from "/web/clock.js";
import { list } from "/web/words.js";

const MET = { held: "held, with something new", adapted: "granted, with a change", repeated: "said again", folded: "given up without a reason", dodged: "talked past", open: "waits for your answer" };
const CLIP = 180;

function piece(tag, text, kind = "") {
  const made = document.createElement(tag);
  made.textContent = text.length > CLIP ? `${text.slice(0, CLIP).trimEnd()}…` : text;
  made.className = kind;
  return made;
}

export function defence(root, view) {
  const $ = (id) => root.querySelector(`#${id}`);
  $("points-box").hidden = Boolean(view.defending);
  $("parts-box").hidden = !view.parts.length;
  list($("parts"), view.parts.map(([name, told, seconds]) => [told ? `${name}, ${minutes(seconds)}` : name, told ? "made" : ""]));
  $("claims-box").hidden = !view.ledger.length;
  $("claims").replaceChildren(...view.ledger.map((row) => {
    const told = row.metric && !row.claim.toLowerCase().includes(row.metric.toLowerCase()) ? `${row.claim} (${row.metric})` : row.claim;
    const item = piece("li", "", row.status.split(" ")[0]);
    item.append(piece("b", told), piece("span", row.status));
    return item;
  }));
  $("challenges-box").hidden = !view.challenges.length;
  $("challenges").replaceChildren(...view.challenges.map((one) => {
    const item = piece("li", "", one.outcome === "open" ? "open" : "");
    if (one.claim) item.append(piece("small", `Against “${one.claim}”`));
    item.append(...one.said.map(({ who, text }) => piece("p", who === "you" ? `You: ${text}` : text, who)));
    if (one.outcome) item.append(piece("small", MET[one.outcome]));
    return item;
  }));
}
