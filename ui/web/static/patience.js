// A turn that takes long: it is said after a while, and where a model is at work one may go on without it.
import { call } from "/web/app.js";

const AFTER = 4000;
const MODEL = "The model is still reading your answer.";
const OURS = "Still reading your answer.";

export function patience(root) {
  const box = root.querySelector("#waiting");
  const words = box.querySelector("span");
  const button = box.querySelector("button");
  let session = "";
  let timer = 0;
  button.addEventListener("click", async () => {
    button.disabled = true;
    words.textContent = "Going on without the model …";
    try {
      await call("POST", "/api/cancel", { session });
    } catch (error) {
      words.textContent = error.message;
      button.disabled = false;
    }
  });
  return {
    begin(whose, model) {
      session = whose;
      clearTimeout(timer);
      timer = setTimeout(() => {
        words.textContent = model ? MODEL : OURS;
        button.hidden = !model;
        button.disabled = false;
        box.hidden = false;
      }, AFTER);
    },
    end() {
      clearTimeout(timer);
      box.hidden = true;
    },
  };
}
