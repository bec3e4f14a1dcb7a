// Starts the design system on the page, and shows what went wrong in a request of htmx.
const problem = document.querySelector("#staff-problem");

function show(text) {
  const box = document.createElement("div");
  box.className = "alert alert-error alert--paragraph mb-5";
  const body = document.createElement("p");
  body.className = "alert-text";
  body.textContent = text;
  box.append(body);
  problem.replaceChildren(box);
  problem.scrollIntoView({ block: "nearest" });
}

window.DKFDS.init();
document.body.addEventListener("htmx:beforeRequest", () => problem.replaceChildren());
document.body.addEventListener("htmx:responseError", ({ detail }) => {
  const plain = detail.xhr.getResponseHeader("Content-Type")?.startsWith("text/plain");
  show(plain ? detail.xhr.responseText : "Det lykkedes ikke. Prøv igen om lidt");
});
document.body.addEventListener("htmx:sendError", () => {
  show("Der er ingen forbindelse til MUNI. Prøv igen om lidt");
});
