// Puts the cursor into the field; Enter there presses the button as soon as the name is accepted.
export default function ({ data }) {
  const field = document.querySelector(`.st-key-${data.field} input`);
  if (!field || field.dataset.launchpad) return;
  field.dataset.launchpad = "typed-name";
  let until = 0;
  const press = () => {
    const button = document.querySelector(`.st-key-${data.button} button`);
    if (!button || Date.now() > until) return;
    if (button.disabled) {
      setTimeout(press, 50);
      return;
    }
    until = 0;
    button.click();
  };
  field.addEventListener("input", () => { until = 0; });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.repeat) return;
    until = Date.now() + 5000;
    setTimeout(press, 0);
  });
  setTimeout(() => field.focus(), 100);
}
