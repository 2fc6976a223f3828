// Of mdBook's themes two are ours, and what scrolls can be reached from the keyboard.
"use strict";

for (const name of ["rust", "coal", "ayu"]) {
  document.getElementById(`mdbook-theme-${name}`)?.closest("li").remove();
}
document.getElementById("mdbook-theme-navy")?.replaceChildren("Dark");

const scrolling = document.querySelectorAll(".shown, .formula, .table-wrapper, pre, pre > code");
const reach = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const element of scrolling) reach.observe(element);
