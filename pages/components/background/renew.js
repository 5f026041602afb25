const PAUSE = 200; // ms between two looks at what the reader does
const RETRY = 5000; // ms until a request that changed nothing on the page is repeated

// A new run would close an open list, and could replace what the pointer is pressing.
function isBusy() {
  return window.launchpadPressed || document.querySelector("[role=listbox], [role=menu]") !== null;
}

function watchPointer() {
  if (window.launchpadPressed !== undefined) return;
  window.launchpadPressed = false;
  window.addEventListener("pointerdown", () => (window.launchpadPressed = true), true);
  for (const end of ["pointerup", "pointercancel", "blur"]) {
    window.addEventListener(end, () => (window.launchpadPressed = false), true);
  }
}

export default function ({ data, setTriggerValue }) {
  watchPointer();
  clearInterval(window.launchpadRenewal);
  if (!data.changed) return;
  let due = performance.now();
  window.launchpadRenewal = setInterval(() => {
    if (isBusy() || performance.now() < due) return;
    due = performance.now() + RETRY; // Streamlit may drop what a run drew while another one begins
    setTriggerValue("due", true);
  }, PAUSE);
  return () => clearInterval(window.launchpadRenewal);
}
