// How many wait stands in the title, where an agent who is in another tab sees it.
const lists = document.querySelector("#live-lists");
const title = document.title;

function tell() {
  const waiting = Number(lists.querySelector("#live-waiting").textContent);
  document.title = waiting ? `(${waiting}) ${title}` : title;
}

lists.addEventListener("htmx:afterSwap", tell);
tell();
