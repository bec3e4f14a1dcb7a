// Tells of a file that is too big before it is sent: the service would cut the line.
const largest = 5 * 1024 * 1024;
const form = document.querySelector("#hand-in");

form?.addEventListener("submit", (event) => {
  const input = form.querySelector("#fil");
  const [file] = input.files;
  const big = file && file.size > largest;
  const error = form.querySelector("#fil-error");
  error.textContent = big ? "Filen fylder over 5 MB. Del den i mindre filer" : "";
  form.querySelector("#file-group").classList.toggle("form-error", Boolean(big));
  input.setAttribute("aria-invalid", String(Boolean(big)));
  if (big) {
    event.preventDefault();
    input.focus();
  }
});
