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
let pressed = -Infinity;
document.addEventListener("submit", (event) => {
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
