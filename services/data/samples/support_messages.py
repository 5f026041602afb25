"""Support messages: praise and complaints in English, composed from phrases with a fixed seed."""

from collections.abc import Iterator
from random import Random

HEADER = ("text", "label")
ROWS_PER_LABEL = 160

_GREETINGS = ("Hello,", "Hi there,", "Hello team,", "Good morning,", "Hey,", "", "", "")
_NOUNS = (
    "the new app", "my order", "the delivery", "your support team", "the checkout page", "the latest update",
    "the subscription", "the mobile version", "the headset", "the search", "the invoice", "the setup",
)  # fmt: skip
_PRAISE = (
    "{noun} works perfectly, thank you!",
    "I love how fast {noun} is.",
    "just wanted to say that {noun} made my day.",
    "{noun} is exactly what I was looking for.",
    "I'm really happy with {noun}, keep it up.",
    "{noun} was easier than I expected. Great job!",
    "what a pleasant surprise: {noun} is so much better than last year.",
    "I recommended {noun} to all my colleagues, it is excellent.",
    "thanks for the quick help, {noun} is fine again.",
    "the whole family enjoys {noun}, wonderful work.",
)
_COMPLAINTS = (
    "{noun} is broken again and nobody answers.",
    "I want a refund, {noun} never worked.",
    "{noun} is terribly slow since Monday.",
    "I'm very disappointed with {noun}.",
    "{noun} arrived two weeks late and damaged.",
    "why does {noun} crash every single time?",
    "{noun} charged me twice and I can't reach anyone.",
    "this is the worst experience I've had, {noun} is useless.",
    "after three calls {noun} still doesn't work.",
    "please cancel my account, {noun} is a waste of money.",
)
_OPEN = (  # messages of both labels may start like this, as real ones do
    "I tried {noun} for the first time today.",
    "a question about {noun}: has it changed since last month?",
    "this is about {noun}, as agreed on the phone.",
)
_PRAISE_ENDINGS = (
    "",
    "",
    "Thanks a lot!",
    "Have a nice day.",
    "Five stars.",
    "See you soon!",
    "Best wishes, Mina",
)
_COMPLAINT_ENDINGS = (
    "", "", "Please fix this.", "I'm waiting for your answer.", "One star.", "Not good at all.", "Tom",
)  # fmt: skip


def rows() -> Iterator[tuple[str, str]]:
    """Yield the same (text, label) every time: as many praises as complaints, no text twice."""
    random = Random(2026)  # noqa: S311 - a sample, not a secret
    labels = (
        ("praise", _PRAISE + _OPEN, _PRAISE_ENDINGS),
        ("complaint", _COMPLAINTS + _OPEN, _COMPLAINT_ENDINGS),
    )
    texts: dict[str, str] = {}
    for number, (label, phrases, endings) in enumerate(labels, start=1):
        while len(texts) < number * ROWS_PER_LABEL:
            texts.setdefault(_text(random, phrases, endings), label)
    shuffled = list(texts.items())
    random.shuffle(shuffled)
    yield from shuffled


def _text(random: Random, phrases: tuple[str, ...], endings: tuple[str, ...]) -> str:
    phrase = random.choice(phrases).format(noun=random.choice(_NOUNS))
    greeting = random.choice(_GREETINGS)
    opening = f"{greeting} {phrase}" if greeting else phrase[0].upper() + phrase[1:]
    return f"{opening} {random.choice(endings)}".strip()
