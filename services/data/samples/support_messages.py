"""Support messages: praise and complaints in English, composed from phrases with a fixed seed."""

from collections.abc import Iterator
from random import Random

HEADER = ("text", "label")
EACH = 160

_GREETINGS = ("Hello,", "Hi there,", "Hello team,", "Good morning,", "Hey,", "", "", "")
_THINGS = (
    "the new app", "my order", "the delivery", "your support team", "the checkout page", "the latest update",
    "the subscription", "the mobile version", "the headset", "the search", "the invoice", "the setup",
)  # fmt: skip
_PRAISE = (
    "{thing} works perfectly, thank you!",
    "I love how fast {thing} is.",
    "just wanted to say that {thing} made my day.",
    "{thing} is exactly what I was looking for.",
    "I'm really happy with {thing}, keep it up.",
    "{thing} was easier than I expected. Great job!",
    "what a pleasant surprise: {thing} is so much better than last year.",
    "I recommended {thing} to all my colleagues, it is excellent.",
    "thanks for the quick help, {thing} is fine again.",
    "the whole family enjoys {thing}, wonderful work.",
)
_COMPLAINTS = (
    "{thing} is broken again and nobody answers.",
    "I want a refund, {thing} never worked.",
    "{thing} is terribly slow since Monday.",
    "I'm very disappointed with {thing}.",
    "{thing} arrived two weeks late and damaged.",
    "why does {thing} crash every single time?",
    "{thing} charged me twice and I can't reach anyone.",
    "this is the worst experience I've had, {thing} is useless.",
    "after three calls {thing} still doesn't work.",
    "please cancel my account, {thing} is a waste of money.",
)
_OPEN = (  # either sort may begin like this, as real ones do
    "I tried {thing} for the first time today.",
    "a question about {thing}: has it changed since last month?",
    "this is about {thing}, as agreed on the phone.",
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
    """Yield (text, label) with as many praises as complaints, no text twice, always the same ones."""
    random = Random(2026)  # noqa: S311 - a sample, not a secret
    kinds = (
        ("praise", _PRAISE + _OPEN, _PRAISE_ENDINGS),
        ("complaint", _COMPLAINTS + _OPEN, _COMPLAINT_ENDINGS),
    )
    made: dict[str, str] = {}
    for number, (label, phrases, endings) in enumerate(kinds, start=1):
        while len(made) < number * EACH:
            made.setdefault(_text(random, phrases, endings), label)
    shuffled = list(made.items())
    random.shuffle(shuffled)
    yield from shuffled


def _text(random: Random, phrases: tuple[str, ...], endings: tuple[str, ...]) -> str:
    phrase = random.choice(phrases).format(thing=random.choice(_THINGS))
    greeting = random.choice(_GREETINGS)
    opening = f"{greeting} {phrase}" if greeting else phrase[0].upper() + phrase[1:]
    return f"{opening} {random.choice(endings)}".strip()
