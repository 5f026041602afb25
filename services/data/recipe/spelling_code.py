"""The lines of a program that merge the spellings of a value, as the trainer does."""

from collections.abc import Iterator

from services.containers.trainer.spec import ALIKE_BLANKS, ALIKE_POINTS, DRAWN_ALIKE, INVISIBLE, STANDS_FOR
from services.data.recipe.column_plans import CategoryPlan
from services.data.recipe.recipe import Recipe


def merging_code(recipe: Recipe) -> Iterator[str]:
    """Yield the lines that merge the spellings of the target and of the columns whose plans ask for it."""
    is_target = recipe.task == "classification" and recipe.target_options.merge_spellings
    columns = [
        name
        for name in recipe.used
        if isinstance(plan := recipe.plan(name), CategoryPlan) and plan.merge_spellings
    ]
    if columns or is_target:
        yield from _key_function()
    if is_target:
        yield "counts = table[TARGET].value_counts().to_dict()"
        yield "cases = (str.lower, str.title, str.upper)  # the commonest one is preferred"
        yield (
            "case = max(cases, key=lambda case: "
            "sum(count for text, count in counts.items() if text == case(text)))"
        )
        yield "ranked = sorted(counts, key=lambda text: (-counts[text], text))"
        yield "ranked.sort(key=lambda text: (text != case(text), text.casefold() != spelling_key(text)))"
        yield "names = {}  # of the classes"
        yield "spelled = {text: names.setdefault(spelling_key(text), text) for text in ranked}"
        yield "table[TARGET] = table[TARGET].map(spelled)"
    if columns:
        cells = f"table[{columns!r}]"
        yield f'{cells} = {cells}.map(spelling_key, na_action="ignore").replace("", np.nan)'


def _key_function() -> Iterator[str]:
    yield f"ALIKE = str.maketrans({DRAWN_ALIKE!a}, {STANDS_FOR!a}, {INVISIBLE!a})"
    yield from ("", "", "def spelling_key(text):")
    yield '    """Return what the spellings of a value share, such as Yes, yes and YES."""'
    yield '    text = unicodedata.normalize("NFKC", text.translate(ALIKE)).casefold()'
    yield f'    return re.sub(r"{ALIKE_BLANKS}", " ", re.sub(r"{ALIKE_POINTS}", "", text)).strip()'
    yield from ("", "")
