/** Builds DOM nodes; text always becomes text nodes, so nothing a message says is read as markup. */

/**
 * @param {string} tag
 * @param {Object<string, any>} attributes `onclick` and the like become listeners;
 *   null, undefined and false are left out, true is an empty attribute.
 * @param {...(Node|string|null|undefined|false|Array)} children
 * @returns {HTMLElement}
 */
export function build(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return node;
}

/** A button that never submits a form by accident. */
export function button(attributes, ...children) {
  return build("button", { type: "button", ...attributes }, ...children);
}

/** Text for screen readers only. */
export function unseen(text) {
  return build("span", { class: "unseen" }, text);
}
