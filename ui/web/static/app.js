// What every screen may use: the session on screen, and the way to another tab.
export function show(session) {
  const box = document.querySelector("#session textarea, #session input");
  if (box && box.value !== session) {
    box.value = session;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const address = new URL(location.href);
  if (session) address.searchParams.set("session", session);
  else address.searchParams.delete("session");
  history.replaceState(null, "", address);
}

export function open(screen, session) {
  if (session !== undefined) show(session);
  document.querySelector(`#screen-${screen}-button`)?.click();
}

window.sparring = { show, open };
