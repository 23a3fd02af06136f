// What the pages gain with a script: suggestions, hits, keys, theme.
// Every page works without it.
"use strict";

// --- Suggestions: the combobox pattern of the ARIA Authoring Practices, list autocomplete ---

const TYPING_PAUSE = 120; // milliseconds without a key before suggestions are asked for
const KINDS = { person: "person", source: "outlet", tag: "tag", story: "story", headline: "article" };

class Suggestions {
  constructor(input, number) {
    this.input = input;
    this.address = input.dataset.suggestions;
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${number}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Suggestions");
    this.list.hidden = true;
    this.told = document.createElement("span");
    this.told.className = "visually-hidden";
    this.told.setAttribute("role", "status");
    input.after(this.list, this.told);
    input.parentElement.classList.add("has-suggestions");
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) input.setAttribute(name, value);
    this.chosen = -1;
    this.asked = 0;
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => this.pressed(event));
  }

  typed() {
    clearTimeout(this.timer);
    const text = this.input.value.trim();
    this.asked += 1;
    if (text.length < 2) this.close();
    else this.timer = setTimeout(() => this.ask(text, this.asked), TYPING_PAUSE);
  }

  async ask(text, number) {
    let found = [];
    try {
      const answer = await fetch(`${this.address}?q=${encodeURIComponent(text)}`);
      if (answer.ok) found = (await answer.json()).suggestions;
    } catch {
      return; // No answer, no suggestions: the search itself still works.
    }
    // An answer that comes after a later key, or to a box that was left, is not shown.
    if (number === this.asked && document.activeElement === this.input) this.show(found);
  }

  show(found) {
    this.list.replaceChildren(...found.map((one, place) => this.option(one, place)));
    this.choose(-1);
    this.list.hidden = !found.length;
    this.input.setAttribute("aria-expanded", String(!!found.length));
    const some = found.length === 1 ? "1 suggestion" : `${found.length} suggestions`;
    this.told.textContent = found.length ? some : "";
  }

  option(one, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = one.url;
    const label = document.createElement("span");
    label.dir = "auto";
    label.textContent = one.label;
    const kind = document.createElement("span");
    kind.className = "small";
    kind.textContent = KINDS[one.kind] || "";
    option.append(label, " ", kind);
    return option;
  }

  choose(place) {
    const options = [...this.list.children];
    this.chosen = place;
    options.forEach((option, n) => option.setAttribute("aria-selected", String(n === place)));
    if (place < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", options[place].id);
      options[place].scrollIntoView({ block: "nearest" });
    }
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const count = this.list.hidden ? 0 : this.list.children.length;
    if (event.key === "Escape" && count) this.close();
    else if (event.key === "ArrowDown" && count) this.choose(this.chosen + 1 < count ? this.chosen + 1 : -1);
    else if (event.key === "ArrowUp" && count) this.choose(this.chosen < 0 ? count - 1 : this.chosen - 1);
    else if (event.key === "Enter" && count && this.chosen >= 0) this.go(this.list.children[this.chosen]);
    else return;
    event.preventDefault();
  }

  pressed(event) {
    event.preventDefault(); // The box keeps the focus, so that the list is not closed first.
    const option = event.target.closest("[role=option]");
    if (option && event.button === 0) this.go(option);
  }

  go(option) {
    this.close();
    location.assign(option.dataset.url);
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.show([]);
  }
}

document.querySelectorAll("input[data-suggestions]").forEach((input, n) => new Suggestions(input, n));

// --- Hits in an opened article ---

const hits = document.querySelectorAll("[data-hits] ol a");

function hitNow() {
  const named = /^#hit-(\d+)$/.exec(location.hash);
  return named ? Number(named[1]) : 0;
}

function goToHit(step) {
  if (!hits.length) return false;
  const now = hitNow();
  const next = now ? ((now - 1 + step + hits.length) % hits.length) + 1 : step > 0 ? 1 : hits.length;
  location.hash = `hit-${next}`;
  return true;
}

function showHit() {
  hits.forEach((link, n) => {
    if (n + 1 === hitNow()) {
      link.setAttribute("aria-current", "true");
      link.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    } else link.removeAttribute("aria-current");
  });
}

if (hits.length > 1) {
  for (const [step, words] of [[-1, "Previous hit"], [1, "Next hit"]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", () => goToHit(step));
    document.querySelector("[data-hits] ol").before(button);
  }
}
addEventListener("hashchange", showHit);
showHit();

// --- Keys ---

const sheet = document.getElementById("keys");

function goToResult(step) {
  const links = [...document.querySelectorAll(".results .row-headline a, .results .quote-row blockquote a")];
  if (!links.length) return false;
  const now = links.indexOf(document.activeElement);
  const next = now < 0 ? (step > 0 ? 0 : links.length - 1) : now + step;
  if (links[next]) links[next].focus();
  return true;
}

function focusSearch() {
  const box = document.querySelector("main input[type=search], input[type=search]");
  if (!box) return false;
  box.focus();
  box.select();
  return true;
}

function showKeys() {
  if (!sheet) return false;
  sheet.showModal();
  return true;
}

// Each says whether there was something to do.
const KEYS = {
  "/": focusSearch,
  j: () => goToResult(1),
  k: () => goToResult(-1),
  n: () => goToHit(1),
  p: () => goToHit(-1),
  "?": showKeys,
};

function isTyping(target) {
  return target.isContentEditable || target.closest("input, textarea, select, dialog") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  const act = KEYS[event.key];
  if (!act || isTyping(event.target)) return;
  // A key that has nothing to do here is left to the browser, and to other scripts.
  if (act()) event.preventDefault();
});

if (sheet) {
  const button = document.getElementById("show-keys");
  button.hidden = false;
  button.addEventListener("click", showKeys);
}

// --- Theme ---

const themes = document.getElementById("theme");

function keepTheme(theme) {
  try {
    if (theme) localStorage.setItem("theme", theme);
    else localStorage.removeItem("theme");
  } catch {
    // The choice then holds for this page alone.
  }
}

if (themes) {
  themes.closest("[hidden]").hidden = false;
  themes.value = document.documentElement.dataset.theme || "";
  themes.addEventListener("change", () => {
    if (themes.value) document.documentElement.dataset.theme = themes.value;
    else delete document.documentElement.dataset.theme;
    keepTheme(themes.value);
  });
}
