"""Words for the sample tables."""

from services.text.i18n import N_, _

_TITLES = {
    "breast_cancer": N_("Breast cancer"),
    "diabetes": N_("Diabetes"),
    "support_messages": N_("Support messages"),
    "korean_messages": N_("Korean messages"),
    "subscriptions": N_("Subscriptions"),
}
_DESCRIPTIONS = {
    "breast_cancer": N_("569 tumors with 30 measurements. Predict whether a tumor is malignant."),
    "diabetes": N_("442 patients with 10 measurements. Predict the progression of the disease after a year."),
    "support_messages": N_("320 short English messages, made up for this app. Predict praise or complaint."),
    "korean_messages": N_(
        "300 short Korean messages, made up for this app. Predict praise (칭찬) or complaint (불만)."
    ),
    "subscriptions": N_(
        "600 made-up subscribers with numbers, categories, dates and text. Predict who cancels."
    ),
}


def sample_title(key: str) -> str:
    """Return the title of a sample."""
    return _(_TITLES[key])


def sample_description(key: str) -> str:
    """Return what a sample holds and what to predict from it."""
    return _(_DESCRIPTIONS[key])
