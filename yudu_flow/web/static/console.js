// Small comforts; every page works without them.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=token]");
  if (token) event.detail.headers["x-form-token"] = token.value;
});
for (const failure of ["htmx:responseError", "htmx:sendError"])
  document.addEventListener(failure, () => {
    const place = document.querySelector("[data-told]");
    if (place) place.textContent = "刚才没有保存成功，请检查网络后再试";
  });
function stayHere(event) {
  event.preventDefault();
  const old = document.getElementById("offline");
  const note = old || Object.assign(document.createElement("p"), { id: "offline", className: "problem" });
  note.setAttribute("role", "alert");
  note.textContent = "现在没有网络，没有提交；填写的内容还在本页，联网后请再按一次";
  (event.submitter && event.submitter.closest("p") || event.target.lastElementChild).before(note);
}
let pressed = -Infinity;
document.addEventListener("submit", (event) => {
  if (!navigator.onLine) return stayHere(event); // the browser's own page would take what was written along
  const again = event.timeStamp - pressed < 2000; // a double click is one press
  const ask = event.submitter && event.submitter.dataset.ask;
  if (again || (ask && !window.confirm(ask))) event.preventDefault();
  else pressed = event.timeStamp;
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
// Keys: a link is followed, a button only chosen, so that nothing is accepted by a slip; in a list the next line is.
const keys = document.querySelector("[data-keys]");
function keysAreOff() {
  try {
    return localStorage.getItem("keys") === "off";
  } catch (none) {
    return false;
  }
}
function showKeys() {
  keys.hidden = false;
  keys.querySelector("small").hidden = keysAreOff();
  keys.querySelector("button").textContent = keysAreOff() ? "打开快捷键" : "关闭";
}
function alongTheList(step) {
  const lines = [...document.querySelectorAll("[data-list] > li a")];
  const next = lines[lines.indexOf(document.activeElement) + step] || (step > 0 ? lines[0] : lines[lines.length - 1]);
  if (next) next.focus();
}
if (keys) {
  showKeys();
  keys.querySelector("button").addEventListener("click", () => {
    try {
      localStorage.setItem("keys", keysAreOff() ? "on" : "off");
    } catch (none) {
      return;
    }
    showKeys();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || keysAreOff()) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const one = document.querySelector("[data-key=" + CSS.escape(event.key) + "]");
    if (one) one.tagName === "A" ? one.click() : one.focus();
    else if (event.key === "j" || event.key === "k") alongTheList(event.key === "j" ? 1 : -1);
    else return;
    event.preventDefault();
  });
}
for (const all of document.querySelectorAll("[data-tick-all]")) {
  all.hidden = false;
  all.addEventListener("click", () => {
    for (const box of all.form.querySelectorAll("input[type=checkbox]")) box.checked = true;
  });
}
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-at-once]");
  if (form) form.requestSubmit();
});
// What is half written stays in this browser, for a telephone that loses its connection; gone once it was taken in.
const WEEK = 7 * 24 * 3600 * 1000;
function seenIn(form) {
  const field = form.querySelector("input[name=seen]");
  return field ? field.value : "";
}
function draftOf(form) {
  try {
    const kept = JSON.parse(localStorage.getItem("draft-" + form.dataset.draft));
    return kept && Date.now() - kept.at < WEEK ? kept : null;
  } catch (broken) {
    return null; // no store, or somebody else's words in it
  }
}
function keepDraft(form, sent) {
  const words = {};
  for (const field of form.querySelectorAll("input:not([type=hidden]), textarea, select")) words[field.name] = field.value;
  try {
    localStorage.setItem("draft-" + form.dataset.draft, JSON.stringify({ at: Date.now(), seen: seenIn(form), sent, words }));
  } catch (full) {
    return; // the page works without
  }
}
function takeUpDraft(form) {
  const kept = draftOf(form);
  if (!kept || (kept.sent && kept.seen !== seenIn(form))) {
    try {
      localStorage.removeItem("draft-" + form.dataset.draft);
    } catch (none) {
      return;
    }
    return;
  }
  for (const name of Object.keys(kept.words)) if (form.elements[name]) form.elements[name].value = kept.words[name];
  const told = form.querySelector("[data-draft-told]");
  if (told) told.textContent = "上次没有提交的内容还在，已填回";
}
for (const form of document.querySelectorAll("form[data-draft]")) {
  takeUpDraft(form);
  form.addEventListener("input", () => keepDraft(form, false));
  form.addEventListener("submit", () => keepDraft(form, true));
}
