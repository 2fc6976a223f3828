// Of mdBook's themes we keep two, and what it leaves out of the keyboard's reach comes into it.
"use strict";

for (const name of ["rust", "coal", "ayu"]) {
  document.getElementById(`mdbook-theme-${name}`).closest("li").remove();
}
document.getElementById("mdbook-theme-navy").textContent = "Dark";

// mdBook's switch for the table of contents is a label, which says that it expands and which no key reaches.
const contents = document.getElementById("mdbook-sidebar-toggle");
contents.role = "button";
contents.tabIndex = 0;
contents.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  contents.click();
});

const scrolling = document.querySelectorAll(".shown, .formula, .table-wrapper, pre, pre > code");
const reach = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const element of scrolling) reach.observe(element);
