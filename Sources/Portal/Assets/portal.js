// Improves pages that work without it.
"use strict";

// The errors are read out and reachable as soon as the page is there.
const errors = document.getElementById("errors");
if (errors) errors.focus();

const isTyping = (element) =>
  element.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(element.tagName);

const rows = () => [...document.querySelectorAll("table.data tr.leads th a, ul.tasks a")];

const move = (step) => {
  const links = rows();
  if (links.length === 0) return;
  const here = links.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
  links[Math.min(Math.max(next, 0), links.length - 1)].focus();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "?") {
    const keys = document.getElementById("keys");
    keys.open = !keys.open;
    keys.querySelector("summary").focus();
  } else if (event.key === "/") {
    const filter = document.querySelector("[data-filter]");
    if (!filter) return;
    filter.focus();
    event.preventDefault();
  } else if (event.key === "j") {
    move(1);
  } else if (event.key === "k") {
    move(-1);
  }
});

// One press sends one form; the key in it makes a second harmless, this makes it unlikely.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
// Coming back by the browser's history, the form may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
