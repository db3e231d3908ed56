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
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-at-once]");
  if (form) form.requestSubmit();
});
