// What the pages gain with a script: suggestions, hits, copying, cards of quotes, keys, theme.
// Every page works without it.
"use strict";

// What is said to the reader, in the language of the page: attributes data-say-… of its body.
const say = document.body.dataset;

// --- Suggestions: the combobox pattern of the ARIA Authoring Practices, list autocomplete ---

const TYPING_PAUSE = 120; // milliseconds without a key before suggestions are asked for

class Suggestions {
  static made = 0;

  constructor(input) {
    const number = Suggestions.made;
    Suggestions.made += 1;
    this.input = input;
    this.address = input.dataset.suggestions;
    this.fills = input.dataset.fills; // The kind that a choice writes into the box, if it does.
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${number}`;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", say.saySuggestions);
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
      if (this.fills) found = found.filter((one) => one.kind === this.fills);
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
    const some = found.length === 1 ? say.sayOne : say.sayMany.replace("{}", found.length);
    this.told.textContent = found.length ? some : "";
  }

  option(one, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = one.url;
    option.dataset.label = one.label;
    const label = document.createElement("span");
    label.dir = "auto";
    label.textContent = one.label;
    const kind = document.createElement("span");
    kind.className = "small";
    kind.textContent = say[`say${one.kind[0].toUpperCase()}${one.kind.slice(1)}`] || "";
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
    if (this.fills) this.input.value = option.dataset.label;
    else location.assign(option.dataset.url);
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.show([]);
  }
}

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
  for (const [step, words] of [[-1, say.sayPreviousHit], [1, say.sayNextHit]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", () => goToHit(step));
    document.querySelector("[data-hits] ol").before(button);
  }
}
addEventListener("hashchange", showHit);
showHit();

// --- Copying ---

const told = document.createElement("p");
told.className = "told";
told.setAttribute("role", "status");
document.body.append(told);

function tell(words, milliseconds = 4000) {
  told.textContent = words;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { told.textContent = ""; }, milliseconds);
}

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without HTTPS, or without the permission, there is the old way.
    const area = document.createElement("textarea");
    area.className = "visually-hidden";
    area.value = text;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) return tell(say.sayNoCopy);
  }
  return tell(done);
}

function copyCitation(button) {
  const citation = document.getElementById(button.dataset.copies).textContent.trim();
  const { words, saidBy } = button.dataset;
  if (!words) return copy(citation, say.sayCitation);
  const from = saidBy ? `${say.sayQuotedIn.replace("{}", () => saidBy)} ` : "";
  return copy(`${words}\n${from}${citation}`, say.sayQuotation);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-copies]");
  if (button) copyCitation(button);
});

// --- Words that a reader selected: where they stand, a link to them, a note on them ---

// In code points, as the archive counts; numbers of quotes are attributes and no text.
function lengthUpTo(holder, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(holder);
  if (node) range.setEnd(node, offset);
  return [...range.toString()].length;
}

function selectedWords() {
  const selection = getSelection();
  if (!selection.rangeCount || !selection.toString().trim()) return null;
  const range = selection.getRangeAt(0);
  const touched = [...document.querySelectorAll("[data-start]")].filter((one) => range.intersectsNode(one));
  const held = touched.filter((one) => one.dataset.field === touched[0].dataset.field);
  if (!held.length) return null;
  const [first, last] = [held[0], held[held.length - 1]];
  const before = first.contains(range.startContainer) ? lengthUpTo(first, range.startContainer, range.startOffset) : 0;
  const upTo = last.contains(range.endContainer)
    ? lengthUpTo(last, range.endContainer, range.endOffset)
    : lengthUpTo(last);
  const start = Number(first.dataset.start) + before;
  const end = Number(last.dataset.start) + upTo;
  return start < end ? { field: first.dataset.field, start, end, words: selection.toString().trim() } : null;
}

function copyLink() {
  const { field, start, end } = selectedWords() || {};
  if (!end) return false;
  const page = document.querySelector("link[rel=canonical]").href;
  copy(`${page}?chars=${field}:${start}-${end}#passage`, say.sayLink);
  return true;
}

function writeNote() {
  const place = selectedWords();
  const details = document.getElementById("write-note");
  if (!place || !details) return false;
  details.open = true;
  for (const name of ["field", "start", "end"]) details.querySelector(`[name=${name}]`).value = place[name];
  const on = document.getElementById("note-on");
  on.hidden = false;
  on.querySelector("q").textContent = place.words;
  details.querySelector("textarea").focus();
  return true;
}

const tools = document.createElement("div");

function showTools() {
  const place = selectedWords();
  tools.hidden = !place;
  if (!place) return;
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  const room = document.documentElement.clientWidth - tools.offsetWidth - 8;
  tools.style.insetBlockStart = `${box.bottom + scrollY + 8}px`;
  tools.style.insetInlineStart = `${Math.max(8, Math.min(box.left, room)) + scrollX}px`;
}

function addTool(words, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.addEventListener("mousedown", (event) => event.preventDefault()); // The words stay selected.
  button.addEventListener("click", act);
  tools.append(button);
}

if (document.querySelector(".reading [data-start]")) {
  tools.className = "passage-tools";
  tools.setAttribute("role", "toolbar");
  tools.setAttribute("aria-label", say.saySelected);
  tools.hidden = true;
  addTool(say.sayCopyLink, copyLink);
  if (document.getElementById("write-note")) addTool(say.sayNote, writeNote);
  document.querySelector("main").append(tools);
  document.addEventListener("selectionchange", () => {
    clearTimeout(showTools.timer);
    showTools.timer = setTimeout(showTools, 200);
  });
}

// --- Cards of quotes: what the margin says, beside the words; a script less, the number leads there ---

const POINTING = 300; // milliseconds on a quote before its card is shown, and off it before it goes
const card = document.createElement("div");
card.className = "quote-card";
card.hidden = true;

function showCard(said) {
  const about = document.getElementById(`about-${said.dataset.quote}`);
  if (!about) return;
  card.replaceChildren(...about.cloneNode(true).childNodes);
  if (!card.isConnected) document.querySelector("main").append(card);
  card.hidden = false;
  const pieces = said.getClientRects();
  const box = pieces[pieces.length - 1];
  const room = document.documentElement.clientWidth - card.offsetWidth - 8;
  card.style.insetBlockStart = `${box.bottom + scrollY + 6}px`;
  card.style.insetInlineStart = `${Math.max(8, Math.min(box.left, room)) + scrollX}px`;
}

function hideCard() {
  card.hidden = true;
}

function soon(act) {
  clearTimeout(soon.timer);
  soon.timer = setTimeout(act, POINTING);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse" || event.buttons) return;
  const said = event.target.closest(".said[data-quote]");
  if (said) soon(() => showCard(said));
  else if (card.contains(event.target)) clearTimeout(soon.timer);
  else soon(() => { if (!card.contains(document.activeElement)) hideCard(); });
});
document.addEventListener("focusin", (event) => {
  const said = event.target.matches(".about") && event.target.closest(".said[data-quote]");
  clearTimeout(soon.timer);
  if (said) showCard(said);
  else if (!card.contains(event.target)) hideCard();
});

// --- Keys ---

const sheet = document.getElementById("keys");

function goToResult(step) {
  const links = [...document.querySelectorAll(".results .row-headline a, .results .quote-row blockquote a")];
  if (!links.length) return press(step > 0 ? ".trail-results [rel=next]" : ".trail-results [rel=prev]");
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

function press(selector) {
  const found = document.querySelector(selector);
  if (found) found.click();
  return !!found;
}

function focusTag() {
  const field = document.getElementById("id_tag") || document.getElementById("bulk-tag");
  if (field) field.focus();
  return !!field;
}

function addSuggested(number) {
  return press(`.suggested-tags li:nth-child(${number}) button`);
}

function closeCard() {
  if (card.hidden) return false;
  hideCard();
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
  t: focusTag,
  l: copyLink,
  c: () => press(".cite-tools button[data-copies]"),
  "?": showKeys,
  Escape: closeCard,
};
for (let number = 1; number <= 8; number += 1) KEYS[number] = () => addSuggested(number);

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

// In the tag's field: Control and Enter adds the tag and goes on to the next result, and Escape
// leaves the field to the keys of the page.
document.addEventListener("keydown", (event) => {
  if (event.target.id !== "id_tag" || event.defaultPrevented) return;
  if (event.key === "Escape") event.target.blur();
  else if (event.key === "Enter" && event.ctrlKey) press("[data-and-next]");
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

// --- Times in the reader's zone, beside the time that was printed, which stays as it is ---

const INSTANT = /T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

// Minutes that the printed zone is ahead of UTC.
function offsetIn(stamp) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(stamp) || [];
  return sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
}

// The time alone where the day is the same in both zones; undefined where nothing differs.
function ownTime(stamp) {
  const here = new Date(stamp);
  const ahead = -here.getTimezoneOffset();
  if (Number.isNaN(ahead) || ahead === offsetIn(stamp)) return undefined;
  const there = new Date(here.getTime() + offsetIn(stamp) * 60000);
  const language = document.documentElement.lang;
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  if (here.getDate() !== there.getUTCDate()) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  const words = new Intl.DateTimeFormat(language, options).format(here);
  return document.body.dataset.yourTime.replace("{}", words);
}

function addOwnTime(time) {
  const own = INSTANT.test(time.dateTime) && ownTime(time.dateTime);
  if (!own) return;
  if (!/\d\d:\d\d/.test(time.textContent)) {
    time.title = own; // The page shows the day alone, and goes on doing so.
    return;
  }
  const beside = document.createElement("span");
  beside.className = "own-time";
  beside.textContent = ` (${own})`;
  time.append(beside);
}

// --- What a page has to have when it comes, and a part of it that came later ---

function prepare(part) {
  part.querySelectorAll("input[data-suggestions]").forEach((input) => new Suggestions(input));
  part.querySelectorAll("button[data-copies]").forEach((button) => { button.hidden = false; });
  part.querySelectorAll("time").forEach(addOwnTime);
}

prepare(document);
