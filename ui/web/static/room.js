// The Room: speaks to /api, keeps drafts and clocks, and shows what comes back.
import { asked, call, inTurn, open, show, whenDrawn } from "/web/app.js";
import { Clock, minutes } from "/web/clock.js";
import { defence } from "/web/defence.js";
import { patience } from "/web/patience.js";
import { startCard } from "/web/start.js";
import { entry, list, stream } from "/web/words.js";

const LABELS = { push_back: "pushes back", hint: "hint", probe: "probes", redirect: "redirects", harder: "raises the bar" };
const SAVE_AFTER = 700;
const AGAIN_AFTER = 2000;
const LISTED_BY = 3000;

export function mount(root) {
  const $ = (id) => root.querySelector(`#${id}`);
  const box = $("answer");
  let view = null;
  let flow = null, rest = [];  // the line being written, and those after it
  let saving = 0;
  const saves = inTurn();
  let busy = false;
  let last = null;
  let typing = false;
  const wait = patience(root);

  const clock = new Clock((spent) => {
    draw("clock-question", view.question_left - spent, view.question_left);
    draw("clock-round", view.round_left - spent, view.plan.find((p) => p.now)?.minutes * 60 || view.round_left);
    if (view.brief.mode === "coach") pace(spent);
  });

  function draw(id, left, whole) {
    const part = Math.max(0, Math.min(1, left / Math.max(whole, 1)));
    $(id).querySelector("b").textContent = left > 0 ? minutes(left) : "over time";
    $(id).style.setProperty("--left", part);
    $(id).dataset.state = left <= 0 ? "over" : part < 0.2 ? "short" : "";
  }

  function pace(spent) {
    const words = box.value.trim().split(/\s+/).filter(Boolean).length;
    const now = `${words} words in ${minutes(spent)}`;
    const rate = last && last.seconds > 5 ? ` Your last answer: ${last.words} words in ${minutes(last.seconds)}, ${Math.round((last.words * 60) / last.seconds)} a minute.` : "";
    $("pace").textContent = `${now}.${rate}`;
  }

  function trouble(text) {
    $("trouble").textContent = text;
  }

  // --- what was said -------------------------------------------------------------------------------------------

  const follow = () => { $("log").scrollTop = $("log").scrollHeight; };
  let height = 0, read = true;
  $("log").addEventListener("scroll", ({ target }) => { read = target.scrollHeight - target.scrollTop - target.clientHeight < 40; });
  new ResizeObserver(([log]) => {  // what came while another screen was open could not be scrolled to; and the panel of the voice takes room
    if (log.contentRect.height && (!height || (read && log.contentRect.height < height))) follow();
    height = log.contentRect.height;
  }).observe($("log"));

  function label(kind) {
    return view.brief.mode === "coach" && LABELS[kind] ? `Interviewer, ${LABELS[kind]}` : "Interviewer";
  }

  async function say(lines) {
    $("spoken").textContent = lines.map((line) => line.text).join(" ");
    const coming = rest = [...lines];
    while (coming.length) {
      const { kind, text } = coming.shift();
      const mine = flow = stream(entry($("log"), "interviewer", label(kind)), text, follow);
      await mine.done;
      if (flow === mine) flow = null;
    }
  }

  function all() {  // what comes next in the log stands below it
    flow?.hurry();
    for (const { kind, text } of rest.splice(0)) entry($("log"), "interviewer", label(kind), text);
  }

  function you(text, kind) {
    all();
    const wishes = { hint: "asks for a hint", skip: "skips", repeat: "asks again", end: "ends the interview" };
    entry($("log"), kind === "code" ? "you code" : "you", wishes[kind] ? `You: ${wishes[kind]}` : "You", text);
    follow();
  }

  // --- where we are --------------------------------------------------------------------------------------------

  function settle(next) {
    view = next;
    $("start").hidden = true;
    $("talk").hidden = false;
    show(view.session);
    const closing = view.stage === "reverse" ? "your questions" : `question ${view.question_number} of ${view.questions}`;
    $("where-round").textContent = view.rounds > 1 ? `${view.round_title} (round ${view.round_number} of ${view.rounds})` : view.round_title;
    $("where-question").textContent = view.over ? "over" : closing;
    list($("plan"), view.plan.flatMap((part, n) => {
      const now = part.now && !view.over;
      const past = view.over || n < view.round_number - 1;
      return [[`${part.title}, ${part.minutes} min`, now ? "now" : past ? "past" : ""]];
    }));
    $("plan").querySelector(".now")?.setAttribute("aria-current", "step");
    $("why").textContent = view.why && !view.over ? `Why this question: ${view.why}.` : "";
    $("hint").textContent = view.hints_left > 0 ? `Hint (${view.hints_left})` : "Hint";
    list($("notes").querySelector("ul"), view.notes.map((text) => [text]));
    $("notes").hidden = !view.notes.length;
    coach();
    $("desk").hidden = !view.desk || view.over;
    $("done").firstChild.textContent = view.brief.channel === "voice" ? "Send " : "Done ";  // the Done of who speaks stands above
    box.placeholder = view.brief.channel === "voice" ? "Or type. It is kept as you type." : "Your answer. It is kept as you type.";
    $("reply").hidden = view.over;
    $("result").hidden = !view.over;
    $("clock-question").parentElement.hidden = $("leave").hidden = view.over;
    if (view.over) finished();
    else clock.begin(view.session, view.prompt);
    document.dispatchEvent(new CustomEvent("sparring:view", { detail: view }));
  }

  function coach() {
    $("coach").hidden = view.brief.mode !== "coach" || view.over;
    const made = view.covered.filter(([, done]) => done);
    $("points-sum").textContent = `${made.length} of ${view.covered.length}`;
    list($("points"), made.map(([says]) => [says, "made"]));
    list($("missing").querySelector("ul"), view.covered.filter(([, done]) => !done).map(([says]) => [says]));
    defence(root, view);
  }

  async function finished() {
    clock.stop();
    const card = await call("GET", `/api/scorecard?session=${encodeURIComponent(view.session)}`);
    const head = document.createElement("h2");
    head.textContent = card.band ? `${card.band}` : "No score";
    const range = document.createElement("p");
    const between = card.bands && card.bands[0] !== card.bands[1] ? `anywhere from ${card.bands[0]} to ${card.bands[1]}` : "";
    range.textContent = card.band
      ? `Score ${card.score.value.toFixed(2)} [${card.score.low.toFixed(2)}, ${card.score.high.toFixed(2)}] for level ${card.level}. One mock is one noisy sample: ${between || "the interval is narrow here"}.`
      : "Too little was said to score.";
    const movers = document.createElement("ul");
    list(movers, card.movers.map((m) => [`${m.says} (+${m.gain.toFixed(2)})`]));
    const title = document.createElement("h3");
    title.textContent = "What would have moved it most";
    const again = document.createElement("button");
    again.className = "quiet";
    again.textContent = "Another interview";
    again.addEventListener("click", leave);
    const rest = [];
    if (document.getElementById("screen-review-button")) {
      const review = document.createElement("button");
      review.className = "go";
      review.textContent = "See the scorecard";
      review.addEventListener("click", () => open("review", view.session));
      rest.push(review);
    }
    const row = document.createElement("div");
    row.className = "moves";
    row.append(again, ...rest);
    $("result").replaceChildren(head, range, ...(card.movers.length ? [title, movers] : []), row);
  }

  // --- the draft -----------------------------------------------------------------------------------------------

  const spare = () => `sparring:unsaved:${view.session}/${view.prompt}`;

  function keep(extra) {
    if (!view || view.over || busy) return Promise.resolve();
    const held = { session: view.session, prompt: view.prompt, text: box.value };
    const place = spare();  // whoever left meanwhile is elsewhere by then
    const put = () => call("PUT", "/api/draft", held, extra).then(
      () => {
        localStorage.removeItem(place);
        if (box.value === held.text) $("kept").textContent = held.text ? "Draft kept" : "";
      },
      (error) => {
        if (!error.lost) return trouble(error.message);
        localStorage.setItem(place, held.text);
        $("kept").textContent = "Kept in this browser";
        saving = setTimeout(keep, AGAIN_AFTER);
      },
    );
    return extra ? put() : saves(put);  // a page that goes away waits for no turn
  }

  box.addEventListener("input", () => {
    typing = true;
    flow?.hurry();
    $("kept").textContent = "";
    clearTimeout(saving);
    saving = setTimeout(keep, SAVE_AFTER);
  });
  addEventListener("pagehide", () => {
    if (busy) call("POST", "/api/left", { session: view.session }, { keepalive: true }).catch(() => {});  // nobody is left to be told
    else if (box.value) keep({ keepalive: true });
  });

  // --- an answer -----------------------------------------------------------------------------------------------

  async function send(text, wish) {
    if (busy || !view || view.over) return;
    busy = true;
    clearTimeout(saving);
    resume();
    const seconds = clock.seconds();
    const given = { session: view.session, prompt: view.prompt, text, wish, seconds };
    last = wish ? last : { words: text.trim().split(/\s+/).filter(Boolean).length, seconds };
    trouble("");
    root.querySelector(".room").classList.add("waits");
    $("done").disabled = true;
    wait.begin(view.session, view.brief.backend !== "none");
    try {
      const next = await call("POST", "/api/answer", given);
      if (view?.session !== given.session) return;  // it was left meanwhile
      you(text, wish);
      typing = Boolean(box.value) && ["hint", "repeat"].includes(wish);  // who asks for these is in the middle of an answer
      if (!typing) box.value = "";
      $("kept").textContent = "";
      settle(next);
      say(next.lines);
    } catch (error) {
      if (view?.session !== given.session) return;
      if (error.status === 409) await take(view.session);
      trouble(error.lost ? `${error.message} Your answer is still here; send it again when it runs.` : error.message);
    } finally {
      busy = false;
      wait.end();
      $("done").disabled = false;
      root.querySelector(".room").classList.remove("waits");
    }
    if (typing) keep();
    if (view && !view.over) box.focus({ preventScroll: true });
  }

  function resume() {
    clock.go();
    $("moment").textContent = "Give me a moment";
    $("moment").setAttribute("aria-pressed", "false");
    root.querySelector(".room").classList.remove("paused");
  }

  $("moment").addEventListener("click", () => {
    if (clock.paused) return resume();
    clock.pause();
    $("moment").textContent = "Clock stopped: go on";
    $("moment").setAttribute("aria-pressed", "true");
    root.querySelector(".room").classList.add("paused");
  });

  async function wish(button) {
    if (button.dataset.sure) {
      const dialog = $("sure");
      dialog.querySelector("p").textContent = button.dataset.sure;
      dialog.returnValue = "no";
      dialog.showModal();
      await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
      if (dialog.returnValue !== "yes") return;
    }
    await send("", button.dataset.wish);
  }
  for (const button of root.querySelectorAll("[data-wish]")) button.addEventListener("click", () => wish(button));

  $("reply").addEventListener("submit", (event) => {
    event.preventDefault();
    if (box.value.trim()) send(box.value, null);
    else trouble("Say something first, or choose Hint, Repeat or Skip.");
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      $("reply").requestSubmit();
    }
  });

  // --- coming and going ----------------------------------------------------------------------------------------

  document.addEventListener("sparring:voiced", () => { if (view) take(view.session).catch((error) => trouble(error.message)); });  // answered aloud; see /voice/panel.js

  async function take(session) {
    const before = view;
    const now = await call("GET", `/api/state?session=${encodeURIComponent(session)}`);
    if (before && view?.session !== before.session) return;  // it was left meanwhile
    const mine = typing && view?.session === session ? box.value : "";  // not sent yet, whatever was answered aloud meanwhile
    rest.length = 0;
    $("log").replaceChildren();
    view = now;
    for (const line of now.said) {
      if (line.who === "you") you(line.text, line.kind);
      else entry($("log"), "interviewer", label(line.kind), line.text);
    }
    settle(now);
    if (now.over) return;
    const unsaved = localStorage.getItem(spare());
    box.value = unsaved ?? (mine || now.draft);
    typing = Boolean(box.value);
    if (unsaved || mine) keep();
    follow();
  }

  function leave() {
    keep();
    clock.pause();
    clock.stop();
    view = null;
    rest.length = 0;
    document.dispatchEvent(new CustomEvent("sparring:left"));
    show("");
    $("talk").hidden = true;
    // What is open is listed above the form: a list that came later would push the form from under the hand.
    const soon = new Promise((go) => { setTimeout(go, LISTED_BY); });
    Promise.race([earlier(), soon]).catch(() => {}).then(() => { $("start").hidden = Boolean(view); });
  }
  $("leave").addEventListener("click", leave);
  $("desk").querySelector("button").addEventListener("click", () => {
    open("code", view.session);
    whenDrawn("#code-open", () => document.getElementById("code-open").click());
  });

  let earlier = () => {};
  const begin = (next) => {
    $("log").replaceChildren();
    box.value = "";
    typing = false;
    last = null;
    settle(next);
    say(next.lines);
    box.focus({ preventScroll: true });
  };
  // Come back to in the middle of a turn, a session answers when that turn is over.
  const back = (session) => take(session).finally(wait.end).catch((error) => {
    if (error.status === 423) return comeBack(session);
    leave();
    $("start-trouble").textContent = error.status === 404 ? "That interview is not one of yours, or it was deleted. Start a new one." : error.message;
  });

  function comeBack(session) {
    wait.begin(session, true);
    return back(session);
  }

  $("side").open = matchMedia("(min-width: 900px)").matches;
  startCard(root, begin, comeBack)
    .then((list) => {
      earlier = list;
      return asked("session") ? comeBack(asked("session")) : list();
    })
    .catch((error) => { $("start-trouble").textContent = error.message; });
  window.sparring.room = { refresh: () => view && take(view.session), answer: send, take: back };
}
