// Reads aloud what a page that follows something has come to, and only when it is news.
const live = document.querySelector("#live");

document.body.addEventListener("htmx:afterSettle", () => {
  const news = document.querySelector("[data-news]")?.dataset.news;
  if (news && live.textContent !== news) live.textContent = news;
});
