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

// A form with a file says how far it is, each tenth; without script the browser sends it just the same.
const send = (form, line) => {
  const [bar, said] = line.children;
  const request = new XMLHttpRequest();
  const say = (text) => {
    line.hidden = false;
    if (said.textContent !== text) said.textContent = text;
  };
  request.upload.onprogress = ({ loaded, total }) => {
    bar.value = loaded / total;
    say(line.dataset.progress.replace("{}", Math.floor((10 * loaded) / total) * 10));
  };
  request.onerror = () => {
    delete form.dataset.sent;
    say(line.dataset.broken);
  };
  request.onload = () => {
    // What was done leads on to another page; a refusal is the same form, filled in again.
    if (request.responseURL !== form.action) return location.assign(request.responseURL);
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    document.body.replaceWith(document.adoptNode(page.body));
    (document.getElementById("errors") || document.querySelector("h1")).scrollIntoView();
    document.getElementById("errors")?.focus();
  };
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  request.send(new FormData(form));
};

document.addEventListener("submit", (event) => {
  const line = event.target.querySelector("[data-progress]");
  if (event.defaultPrevented || !line || !event.target.querySelector("[type=file]").value) return;
  event.preventDefault();
  send(event.target, line);
});
