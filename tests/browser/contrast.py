"""How well the text of a page can be read, measured on its pixels."""

import io

import numpy as np
from PIL import Image

LEAST = 4.5  # of WCAG 2.2, for text of the usual size
# Every text that is seen, with where it stands and its colour, its own opacity and that of what it is in included.
TEXTS = """() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const rgba = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].map((part) => part / 255);
    };
    const found = [];
    const see = (words, box, element, colour) => {
        if (!words.trim() || box.width < 2 || box.height < 2) return;
        let opacity = 1;
        for (let node = element; node; node = node.parentElement) {
            if (node.matches("[aria-disabled=true], :disabled, .unseen")) return;
            opacity *= +getComputedStyle(node).opacity;
        }
        const style = getComputedStyle(element);
        if (style.visibility === "hidden" || style.display === "none") return;
        const [red, green, blue, alpha] = rgba(colour ?? (element.ownerSVGElement ? style.fill : style.color));
        found.push({ words: words.trim().slice(0, 60), of: `${element.tagName} ${element.getAttribute("class") ?? ""}`,
            box: [box.left + scrollX, box.top + scrollY, box.width, box.height], rgb: [red, green, blue],
            alpha: alpha * opacity });
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        if (node.parentElement.closest("script, style, option")) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) see(node.data, box, node.parentElement);
    }
    for (const field of document.querySelectorAll("input[type=number], input[type=text], select"))
        see(field.value || "field", field.getBoundingClientRect(), field);
    return found;
}"""
HIDE = """* { -webkit-text-fill-color: transparent !important; transition: none !important; animation: none !important; }
svg text { fill: transparent !important; stroke: transparent !important; forced-color-adjust: none; }"""


def faint(page, least=LEAST):
    """The texts on the page that stand out from what is behind them by less than `least`, in words."""
    texts = page.evaluate(TEXTS)
    assert texts, "there is no text"
    style = page.add_style_tag(content=HIDE)
    ground = np.asarray(Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")) / 255
    style.evaluate("(style) => style.remove()")
    found = {}
    for text in texts:
        left, top, wide, tall = (round(part) for part in text["box"])
        behind = ground[max(0, top + 1):top + tall - 1, max(0, left):left + wide].reshape(-1, 3)
        if not len(behind):
            continue
        colours, counts = np.unique((behind * 255).round(), axis=0, return_counts=True)
        paper = colours[counts.argmax()] / 255
        ink = text["alpha"] * np.array(text["rgb"]) + (1 - text["alpha"]) * paper
        if (ratio := contrast(ink, paper)) < least:
            found.setdefault(f"{text['of']}: {text['words']!r}", f"{ratio:.1f} : 1")
    return [f"{place} {ratio}" for place, ratio in found.items()]


def contrast(one, other):
    """The contrast ratio of two colours, as WCAG defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb):
    rgb = np.asarray(rgb)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])
