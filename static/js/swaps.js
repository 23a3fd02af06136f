// What a page load would do besides, where htmx puts new results or tags in the place of the old:
// where the focus goes, what is scrolled to and said aloud, and what becomes of an error.
"use strict";

const progress = document.getElementById("progress");
const LASTING = 10000; // milliseconds that a message stays in view

// --- The address, as a browser makes it of the same form ---

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get" || detail.elt.tagName !== "FORM") return;
  detail.path += `?${new URLSearchParams(detail.formData)}`;
  detail.parameters = {};
});

document.addEventListener("htmx:beforeHistoryUpdate", ({ detail: { history } }) => {
  if (history.path === location.pathname + location.search) history.type = "replace";
});

// --- What htmx would not take, or should not ---

// The bars of a chart are links of SVG, which htmx leaves to the browser.
document.addEventListener("click", (event) => {
  const bar = event.target.closest("#main[data-hx-boost] svg a");
  if (!bar || event.button || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  htmx.ajax("GET", bar.getAttribute("href"), { source: bar, push: "true" });
});

// A link pressed with Shift opens a window, and with Alt is kept as a file.
document.addEventListener("click", (event) => {
  if ((event.shiftKey || event.altKey) && event.target.closest("#main[data-hx-boost] a")) event.stopPropagation();
}, true);

// "Add, then next result" leads to another article: a page of its own.
document.addEventListener("submit", (event) => {
  if (event.submitter && event.submitter.matches("[data-and-next]")) event.stopPropagation();
}, true);

// --- Answers that are another page, errors, and no answer ---

function pathOf(address) {
  return new URL(address, location.href).pathname;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, pathInfo, requestConfig } = event.detail;
  remember();
  if (!event.detail.target.isConnected) event.detail.target = document.getElementById(event.detail.target.id);
  const refused = xhr.status >= 400;
  if (requestConfig.verb === "get" && (refused || pathOf(pathInfo.responsePath) !== location.pathname)) {
    event.preventDefault();
    location.assign(pathInfo.finalRequestPath);
  } else if (refused) showRefusal(event.detail);
  else if (pathOf(pathInfo.responsePath) !== location.pathname) {
    event.preventDefault();
    location.assign(pathInfo.responsePath);
  }
});

// A form cannot be sent twice to see why it was refused: the page that says so is in the answer.
function showRefusal(detail) {
  detail.isError = false;
  if (!detail.xhr.responseText.includes('id="main"')) {
    tell(`${progress.dataset.refused} (${detail.xhr.status})`, LASTING);
    return;
  }
  detail.shouldSwap = true;
  detail.target = document.getElementById("main");
  detail.selectOverride = "#main";
  detail.swapOverride = "outerHTML";
}

function tellOfNoAnswer() {
  tell(progress.dataset.noAnswer, LASTING);
}

document.addEventListener("htmx:sendError", tellOfNoAnswer);
document.addEventListener("htmx:timeout", tellOfNoAnswer);

// --- Back and forward: htmx keeps no page, so it is fetched, and the browser scrolls to its place ---

document.addEventListener("htmx:historyCacheMiss", (event) => {
  event.preventDefault();
  htmx.trigger("#main", "htmx:abort"); // Who goes back does not wait for what was asked for.
  comeBack(event.detail.path);
});

async function comeBack(path) {
  held = {};
  progress.classList.add("htmx-request");
  try {
    const answer = await fetch(path);
    if (!answer.ok || pathOf(answer.url) !== location.pathname) throw new Error(answer.statusText);
    const page = await answer.text();
    // Whoever has gone on meanwhile gets the page that the address names now.
    if (path === location.pathname + location.search) htmx.swap("#main", page, { swapStyle: "outerHTML" }, { select: "#main" });
  } catch {
    location.reload(); // The browser shows what there is, or why there is nothing.
  }
  progress.classList.remove("htmx-request");
}

// --- The focus stays with what had it, or its like; else it goes to what is new ---

let held = {};

// What has the focus, by what its like will have too: the value of a filter, or the place in a row.
function remember() {
  const element = document.activeElement;
  if (element === document.body) return;
  const alike = ["take-off", "suggested"].find((name) => element.classList.contains(name));
  held = {
    value: element.closest("[data-value]")?.dataset.value,
    alike,
    place: alike ? [...document.querySelectorAll(`.${alike}`)].indexOf(element) : 0,
  };
}

function focusOn(element) {
  if (!element.matches("a, button, input")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

document.addEventListener("htmx:beforeRequest", () => {
  held = {};
  remember();
});

document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
  if (target.id === "main") showPage(target, detail.requestConfig);
  else if (target.id === "tagging") showTags(target);
});

function showPage(main, asked) {
  prepare(main);
  const total = main.querySelector(".total");
  if (!total) {
    focusOn(main);
    scrollTo({ top: 0, behavior: "instant" });
    return;
  }
  const again = held.value && main.querySelector(`[data-value="${CSS.escape(held.value)}"] a`);
  const elsewhere = document.activeElement !== document.body && !main.contains(document.activeElement);
  if (!elsewhere) focusOn(again?.checkVisibility() ? again : total);
  const { top, bottom } = total.getBoundingClientRect();
  if (asked && (top < 0 || bottom > innerHeight)) total.scrollIntoView({ block: "start", behavior: "instant" });
  announce(total, main.querySelector(".pages [aria-current]"));
}

function announce(total, page) {
  const said = total.cloneNode(true);
  said.querySelectorAll("a").forEach((link) => link.remove());
  const parts = [said, page].filter(Boolean).map((part) => part.textContent.replace(/\s+/g, " ").trim());
  document.getElementById("announced").replaceChildren(parts.join(", "));
}

function showTags(section) {
  prepare(section);
  if ("place" in held && document.activeElement === document.body) {
    const alike = held.alike ? section.querySelectorAll(`.${held.alike}`) : [];
    focusOn(alike[Math.min(held.place, alike.length - 1)] || section.querySelector("h2"));
  }
  showMessages();
}

// --- What was done to the tags is told in view, wherever the page stands ---

function showMessages() {
  const messages = document.getElementById("messages");
  messages.classList.add("over");
  clearTimeout(showMessages.timer);
  if (!messages.querySelector(".error, .warning")) showMessages.timer = setTimeout(hideMessages, LASTING);
}

function hideMessages() {
  const messages = document.getElementById("messages");
  if (messages.matches(":hover, :focus-within")) showMessages.timer = setTimeout(hideMessages, LASTING);
  else messages.replaceChildren();
}
