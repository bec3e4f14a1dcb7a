/* "Ask the robot" buttons: shown only where the script runs, since without it they do nothing. */
customElements.whenDefined("muni-chat").then(function () {
  document.querySelectorAll("[data-ask]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      document.querySelector("muni-chat").ask(button.dataset.ask);
    });
  });
});
