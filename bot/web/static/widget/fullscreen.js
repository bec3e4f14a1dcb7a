/** On a phone, or zoomed in, the panel fills the screen: then focus stays in it and the page rests. */

/** The same limits stand in styles/panel.js. */
export const SMALL = "(max-width: 36em), (max-height: 30em)";

export class Fullscreen {
  #panel;
  #host;
  #query = matchMedia(SMALL);
  #leave = null;

  constructor(panel, host) {
    this.#panel = panel;
    this.#host = host;
  }

  /** Call when the panel opens. */
  enter() {
    this.exit();
    const leaving = new AbortController();
    const { signal } = leaving;
    this.#leave = leaving;
    this.#query.addEventListener("change", () => this.#fit(), { signal });
    // A phone's keyboard covers the page without making it smaller.
    window.visualViewport?.addEventListener("resize", () => this.#fit(), { signal });
    this.#panel.addEventListener("keydown", (event) => this.#hold(event), { signal });
    this.#fit();
  }

  exit() {
    this.#leave?.abort();
    this.#leave = null;
    document.documentElement.style.overflow = "";
  }

  #fit() {
    const filled = this.#query.matches;
    document.documentElement.style.overflow = filled ? "hidden" : "";
    this.#panel.toggleAttribute("data-filled", filled);
    if (filled) this.#panel.setAttribute("aria-modal", "true");
    else this.#panel.removeAttribute("aria-modal");
    const seen = window.visualViewport;
    const height = filled && seen ? `${Math.round(seen.height)}px` : "";
    this.#host.style.setProperty("--muni-height", height);
  }

  #hold(event) {
    if (event.key !== "Tab" || !this.#query.matches) return;
    const stops = [...this.#panel.querySelectorAll("a[href], button, textarea, [tabindex='0']")].filter(
      (node) => !node.disabled && !node.closest("[hidden], [inert]"),
    );
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const at = this.#panel.getRootNode().activeElement;
    if (event.shiftKey ? at === first || !stops.includes(at) : at === last) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }
}
