"""Charts as inline SVG in the colours of the page."""

from collections.abc import Sequence
from html import escape

from services.text.messages.report import coefficient
from services.text.shorten import shorten

WIDTH, HEIGHT = 160, 36
LABEL_WIDTH = 20  # in Latin letters


def bars(counts: Sequence[int], label: str, width: int = WIDTH, height: int = HEIGHT) -> str:
    """Return a bar chart of counts; `label` is its name for a screen reader."""
    if not counts or max(counts) <= 0:
        return ""
    step, top = width / len(counts), max(counts)
    rectangles = "".join(
        f'<rect x="{index * step:.1f}" y="{height - size:.1f}" '
        f'width="{max(0.5, step - 1):.1f}" height="{size:.1f}"/>'
        for index, count in enumerate(counts)
        if (size := max(1.0, height * count / top) if count else 0)
    )
    return _svg(rectangles, label, width, height)


def matrix(names: Sequence[str], values: Sequence[Sequence[float | None]], label: str, cell: int = 26) -> str:
    """Return a matrix of coefficients between -1 and 1, blue above zero and red below."""
    margin, size = 150, cell * len(names)
    squares = "".join(
        f'<rect class="{"up" if value >= 0 else "down"}" x="{margin + column * cell}" y="{row * cell}" '
        f'width="{cell - 1}" height="{cell - 1}" fill-opacity="{abs(value):.2f}">'
        f"<title>{escape(coefficient(names[row], names[column], value))}</title></rect>"
        for row, line in enumerate(values)
        for column, value in enumerate(line)
        if value is not None
    )
    labels = "".join(
        f'<text x="{margin - 6}" y="{row * cell + cell * 0.65:.0f}" text-anchor="end">'
        f"{escape(shorten(name, LABEL_WIDTH))}</text>"
        f'<text transform="translate({margin + row * cell + cell * 0.6:.0f},{size + 8}) rotate(45)">'
        f"{escape(shorten(name, LABEL_WIDTH))}</text>"
        for row, name in enumerate(names)
    )
    return _svg(squares + labels, label, margin + size + 90, size + 110)


def _svg(content: str, label: str, width: int, height: int) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(label)}">{content}</svg>'
    )
