export default function ({ data }) {
  const name = () => {
    for (const [selector, text] of Object.entries(data.names))
      for (const control of document.querySelectorAll(selector))
        if (control.ariaLabel !== text) control.ariaLabel = text;
  };
  // Streamlit draws controls late and anew, and some twice: for a mouse and for a phone.
  const watch = new MutationObserver(name);
  watch.observe(document.body, { childList: true, subtree: true });
  name();
  return () => watch.disconnect();
}
