// Keys of the review queue: each element with data-key is pressed, or focused where it is a field.
// No key counts while somebody types in a field or holds a modifier.
"use strict";

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, textarea, select, [contenteditable]");
  const enter = event.key === "Enter" && field && field.dataset.key;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (enter) {
    // Enter in the field means "change it", not the first button of the form.
    event.preventDefault();
    field.form.querySelector("[value=changed]").click();
    return;
  }
  if (field) {
    if (event.key === "Escape") field.blur();
    return;
  }
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target.matches("input")) target.focus();
  else target.click();
});
