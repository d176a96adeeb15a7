// The start card: filled with what the server offers; one click starts with what is chosen.
import { call } from "/web/app.js";

const SUMS = { real: "as on the day", coach: "with a coach" };

function options(select, rows) {
  select.append(...rows.map(({ id, title }) => new Option(title, id)));
}

function group(select, label, rows) {
  const box = document.createElement("optgroup");
  box.label = label;
  options(box, rows);
  select.append(box);
}

export async function startCard(root, begin, resume) {
  const $ = (id) => root.querySelector(`#${id}`);
  const form = $("choose");
  const field = form.elements;
  const offered = await call("GET", "/api/choices");
  group(field.what, "One round", offered.rounds.map((r) => ({ id: `round:${r.id}`, title: `${r.title} round` })));
  group(field.what, "A whole loop", offered.loops.map((l) => ({ id: `loop:${l.id}`, title: l.title })));
  options(field.level, offered.levels.map((l) => ({ id: l.id, title: `${l.id} ${l.title}` })));
  options(field.team, offered.teams);
  options(field.backend, offered.backends.map((b) => ({ id: b.id, title: b.id === "none" ? "Offline, no model" : b.id })));
  field.level.value = "2-2";
  $("channels").hidden = !offered.voice;
  const user = document.getElementById("who-name");
  if (user && offered.user) {
    user.textContent = offered.user;
    document.getElementById("who-leave").hidden = false;
  }

  const chosen = () => {
    const [kind, id] = field.what.value.split(":");
    return { kind, id, loop: kind === "loop" ? offered.loops.find((l) => l.id === id) : null };
  };
  const describe = () => {
    const { loop } = chosen();
    const level = offered.levels.find((l) => l.id === field.level.value);
    const usual = loop ? loop.minutes : 45;
    field.minutes.placeholder = usual;
    $("about").textContent = loop ? `${loop.about} ${loop.rounds.map((r) => `${r.title} (${r.minutes})`).join(" · ")}` : `${level.title}: ${level.scope}`;
    $("cost").textContent = offered.backends.find((b) => b.id === field.backend.value).about;
    $("sum").textContent = `${field.minutes.value || usual} minutes, level ${level.id}, ${SUMS[field.mode.value]}. You can leave at any time and go on later.`;
  };
  form.addEventListener("input", describe);
  describe();

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { kind, id } = chosen();
    const wanted = {
      [kind]: id, level: field.level.value, team: field.team.value || null, mode: field.mode.value,
      minutes: field.minutes.value ? Number(field.minutes.value) : null, backend: field.backend.value, channel: field.channel.value,
      questions: field.question.value.trim() ? [field.question.value] : [], job: field.job.value, resume: field.resume.value,
      repeat: field.repeat.checked,
    };
    $("start-trouble").textContent = "";
    $("go").disabled = true;
    $("go").textContent = "Choosing your questions …";
    try {
      begin(await call("POST", "/api/start", wanted));
    } catch (error) {
      $("start-trouble").textContent = error.message;
    }
    $("go").disabled = false;
    $("go").textContent = "Start the interview";
  });

  return async function earlier() {
    const open = (await call("GET", "/api/sessions")).filter((s) => s.status === "open").slice(0, 3);
    $("going").hidden = !open.length;
    $("going").querySelector("ul").replaceChildren(...open.map((s) => {
      const row = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = `${s.title}, ${new Date(s.updated * 1000).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}`;
      button.addEventListener("click", () => resume(s.id));
      row.append(button);
      return row;
    }));
  };
}
