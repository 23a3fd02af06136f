// A bulk edit goes on by itself while its page is open; without scripts a button does the same.
"use strict";

window.addEventListener("load", () => document.getElementById("go-on")?.click());
