"""A page of widgets without a kernel: each module comes in through a Blob URL and is handed a model of its own."""

import json
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import expect

# What Tab goes to, in a widget: of radio buttons the checked one.
CONTROLS = "button, summary, input:not([type=radio]), input:checked, select, [tabindex='0']"
PICTURES = Path(__file__).parents[2] / ".cache" / "widgets"  # of the widgets, to be looked at
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
ADDRESS = "http://localhost/widgets"  # nothing serves it: `Page` answers with its own text
# Of charts: what of their text is outside of them, of the page, or of the box that they stand in.
CUT = """(charts) => charts.flatMap((chart) => {
    const box = chart.getBoundingClientRect(), room = (chart.closest(".body, .shown") ?? chart).getBoundingClientRect();
    const parts = [...chart.querySelectorAll("text")].filter((part) => getComputedStyle(part).visibility !== "hidden");
    return [chart, ...parts].map((part) => [part, part.getBoundingClientRect()]).filter(([part, { left, right, top, bottom }]) =>
        right > left && (left < Math.max(0, room.left, box.left) - 1 || right > Math.min(innerWidth, room.right, box.right) + 1
        || top < box.top - 1 || bottom > box.bottom + 1)).map(([part]) => part.textContent.trim().slice(0, 60));
})"""
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Widgets</title>
<body><script id="widgets" type="application/json">%s</script><script type="module">
    window.leaked = [];
    addEventListener("keydown", (event) => window.leaked.push(event.key));
    window.models = [];
    for (const [module, style, state] of JSON.parse(document.getElementById("widgets").textContent)) {
        document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
        const url = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
        const listeners = [];
        const model = {
            sent: [],
            saved: null,
            get: (name) => state[name],
            set(name, value) {
                const changed = JSON.stringify(state[name]) !== JSON.stringify(value);
                state[name] = value;
                for (const [event, call] of listeners) if (changed && event === `change:${name}`) call();
            },
            on: (event, call) => listeners.push([event, call]),
            send(message) {
                if (message.type === "save") this.saved = structuredClone(state);
                else this.sent.push(message);
            },
        };
        window.models.push(model);
        const el = document.body.appendChild(document.createElement("div"));
        (await import(url)).default.render({ model, el });
    }
    window.ready = true;
</script>"""


def mixed(red, green, blue):
    """A colour of 0 to 255 as Chromium says it where a stylesheet has mixed it."""
    return f"color(srgb {red / 255:.6g} {green / 255:.6g} {blue / 255:.6g})"


class Page:
    """A page of widgets without a kernel."""

    def __init__(self, page, widgets):
        self.page = page
        data = json.dumps([[str(w._esm), str(w._css), public(w)] for w in widgets])
        text = PAGE % data.replace("<", "\\u003c")
        page.route(ADDRESS, lambda route: route.fulfill(content_type="text/html", body=text))
        page.goto(ADDRESS)
        page.wait_for_function("window.ready")
        self.roots = page.locator(".onehop")
        self.root = self.roots.first

    def press(self, *keys):
        press(self.page, *keys)

    def change(self, **traits):
        """What a change in the kernel does."""
        script = "(traits) => Object.entries(traits).forEach(([name, value]) => models[0].set(name, value))"
        self.page.evaluate(script, traits)

    def model(self, name):
        return self.page.evaluate("(name) => models[0][name]", name)

    def says(self, words):
        expect(self.root.locator("[aria-live]")).to_contain_text(words)


def public(widget):
    """The traits that the widget itself sends to a page."""
    of_ipywidgets = ("layout", "tabbable", "tooltip")
    state = widget.get_state().items()
    return {name: value for name, value in state if not name.startswith("_") and name not in of_ipywidgets}


def press(page, *keys):
    """Press keys one after the other; `"Tab*3"` three times."""
    for key in keys:
        name, _, times = key.partition("*")
        for _ in range(int(times or 1)):
            page.keyboard.press(name or key)


def severe(page, within="body"):
    """What axe finds serious or critical on the page, or within a part of it, in words."""
    page.evaluate(AXE)
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:200]}: {node.get('failureSummary', '')}"
        for violation in page.evaluate("(part) => axe.run(part)", within)["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]
