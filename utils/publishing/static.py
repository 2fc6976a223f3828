"""The widgets of an executed notebook as one page that works from a file, with no kernel and no network."""

from html import escape

from .outputs import WIDGET
from .views import Views

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
body {{ max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }}
section {{ margin-block: 2rem; }}
h2 {{ position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }}
pre {{ white-space: pre-wrap; overflow-wrap: break-word; }}
pre.table, .shown {{ white-space: pre; overflow-x: auto; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{sections}
</main>
{scripts}
</body>
</html>
"""


def static_page(notebook, title: str) -> str:
    """A whole HTML page with the widgets that a notebook shows, in their order; all else it shows is left out.

    notebook: as `executed` gives it. What a widget asks is also its heading, for who does not see it.
    """
    views = Views(notebook)
    sections = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if WIDGET in output.get("data", {}):
                prompt = views.prompt(output.data)
                heading = f"<h2>{escape(prompt)}</h2>" if prompt else ""
                sections.append(f"<section>{heading}{views.place(output.data)}</section>")
    return PAGE.format(title=escape(title), sections="\n".join(sections), scripts=views.scripts())
