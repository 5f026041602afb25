const LOOK = 100; // ms between two looks at where the cursor is
const LOOKS = 30;

// The dialog moves the focus to itself once it is open, which is late on a slow machine.
function focus(field) {
  let looks = 0;
  const stop = () => {
    clearInterval(timer);
    for (const act of ["keydown", "pointerdown"]) window.removeEventListener(act, stop, true);
  };
  const timer = setInterval(() => {
    looks += 1;
    if (looks > LOOKS || !field.isConnected) stop();
    else if (document.activeElement !== field) field.focus();
  }, LOOK);
  // From then on, the reader moves it.
  for (const act of ["keydown", "pointerdown"]) window.addEventListener(act, stop, true);
}

function prepare(field, name) {
  let until = 0;
  const press = () => {
    const button = document.querySelector(`.st-key-${name} button`);
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
  focus(field);
}

// Puts the cursor into the field; Enter there presses the button as soon as the name is accepted.
export default function ({ data }) {
  // The browser may load the code of the field after this one.
  const search = setInterval(() => {
    const field = document.querySelector(`.st-key-${data.field} input`);
    if (!field) return;
    clearInterval(search);
    if (field.dataset.launchpad) return;
    field.dataset.launchpad = "typed-name";
    prepare(field, data.button);
  }, LOOK);
  return () => clearInterval(search);
}
