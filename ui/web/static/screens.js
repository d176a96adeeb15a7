// What Review, Practice, Progress, Evals and Bank share: pieces of HTML come escaped from the server, and are put in place here.
import { call } from "/web/app.js";

export { asked, call, inTurn, open, show } from "/web/app.js";

// Runs `act` now and every time the tab of this screen is chosen again, so that a screen is never older than its visit.
export function visited(screen, act) {
  act();
  document.getElementById(`screen-${screen}-button`)?.addEventListener("click", () => act());
}

// Puts what the server gives for `path` into the element; false when it could not be had, and then the reason stands there.
export async function fill(element, path, method = "GET", body = undefined) {
  element.setAttribute("aria-busy", "true");
  try {
    const { html } = await call(method, path, body);
    element.innerHTML = html;
    return true;
  } catch (error) {
    tell(element, error.message);
    return false;
  } finally {
    element.removeAttribute("aria-busy");
  }
}

export function tell(element, text) {
  const line = document.createElement("p");
  line.className = "sp-trouble";
  line.setAttribute("role", "alert");
  line.textContent = text;
  element.replaceChildren(line);
}

// One listener for all buttons of a screen, also those that come later: data-do="name" calls does.name(button, event).
export function acts(root, does) {
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-do]");
    if (!button || button.disabled) return;
    const busy = button.tagName === "BUTTON";
    if (busy) button.disabled = true;
    try {
      await does[button.dataset.do](button, event);
    } catch (error) {
      const place = root.querySelector("[data-trouble]");
      if (place) place.textContent = error.message;
    } finally {
      if (busy && button.isConnected) button.disabled = false;
    }
  });
}
