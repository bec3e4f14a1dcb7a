/*
 * The one script a site adds: it puts <muni-chat> on the page and loads its modules.
 *
 *   <script src="https://.../widget.js" data-municipality="0751" defer></script>
 *
 * Optional: data-language (da or en, else the page's own), data-name (the municipality's name),
 * data-colour ("#14503c"), data-privacy (address of the privacy policy), data-open. A strict
 * policy of the page needs this server in script-src and connect-src (with its wss: address); a
 * Permissions-Policy of the page must allow microphone=(self), or no one can talk with the robot.
 */
(function () {
  "use strict";
  var script = document.currentScript;
  if (!script || !window.customElements) return;

  // Relative to this file, so that a server behind a path prefix works as well.
  var server = new URL(".", script.src).href;
  var passed = ["municipality", "language", "name", "colour", "privacy", "open"];

  function place() {
    var chat = document.querySelector("muni-chat") || document.createElement("muni-chat");
    passed.forEach(function (name) {
      var value = script.dataset[name];
      if (value !== undefined && !chat.hasAttribute(name)) chat.setAttribute(name, value);
    });
    chat.setAttribute("server", server);
    if (!chat.isConnected) document.body.append(chat);
  }

  import(new URL("static/widget/element.js", server).href)
    .then(function (module) {
      if (document.body && document.readyState !== "loading") place();
      else document.addEventListener("DOMContentLoaded", place);
      module.define();
    })
    .catch(function (error) {
      console.error("The chat could not be loaded", error);
    });
})();
