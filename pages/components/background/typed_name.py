"""A field in which a thing's name has to be typed before it is deleted."""

import unicodedata

import streamlit as st

from services.text.i18n import _

_component = st.components.v2.component(
    "typed_name",
    html="<span></span>",
    js="""
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
""",
)


def section(name: str, key: str, button: str) -> bool:
    """Show the name and the field, and return whether it is typed; `button` is the key of what Enter presses.

    Blanks around it don't count, upper and lower case do.
    """
    st.code(_plain(name), language=None, wrap_lines=True)
    typed = st.text_input(
        _("Type this name to confirm"), key=key, live="100ms", autocomplete="off", max_chars=None
    )
    with st.container(key=f"{key}_hint"):
        hint = _hint(name, str(typed or ""))
        small = f":small[{hint}]"
        st.markdown(small)
    _component(key=f"{key}_enter", data={"field": key, "button": button, "words": {}})  # it shows none
    return is_typed(name, key)


def is_typed(name: str, key: str) -> bool:
    """Return whether the name is in the field with a key."""
    return _plain(str(st.session_state.get(key) or "")) == _plain(name)


def _hint(name: str, typed: str) -> str:
    right, present = _plain(name), _plain(typed)
    if right.startswith(present):
        return _(":gray[Upper and lower case must be as shown.]")
    if right.casefold().startswith(present.casefold()):
        return _(":orange[Upper and lower case differ from the name shown.]")
    return _(":orange[This isn't the name shown.]")


def _plain(text: str) -> str:
    """Return a text as it looks: without blanks around it, and with composed letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())
