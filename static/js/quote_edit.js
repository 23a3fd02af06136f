// Select words of the passage: their places go into the form, counted in code points as the
// archive counts them (a character outside the basic plane is two units of a JavaScript string).
"use strict";

const passage = document.getElementById("passage");

function points(container, offset) {
  const range = document.createRange();
  range.setStart(passage, 0);
  range.setEnd(container, offset);
  return Array.from(range.toString()).length;
}

function take() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!passage.contains(range.startContainer) || !passage.contains(range.endContainer)) return;
  const first = Number(passage.dataset.start);
  document.getElementById("start").value = first + points(range.startContainer, range.startOffset);
  document.getElementById("end").value = first + points(range.endContainer, range.endOffset);
  document.getElementById("chosen").textContent = passage.dataset.chosen.replace("{}", () => range.toString());
}

document.querySelector("[data-selects]").hidden = false;
document.addEventListener("selectionchange", take);
