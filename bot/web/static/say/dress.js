/** The styles of what is loaded late, added to the chat's own, as a strict policy allows. */

const CSS = `
.say h4 { margin: 1em 0 .375em; }
.say p { margin-bottom: .625em; }
.say .given {
  max-height: 12em; overflow: auto; padding: .625em .875em; border: 1px solid var(--edge);
  border-radius: calc(var(--round) * .5); background: var(--ground); font-size: .9375em;
}
.say .given p { overflow-wrap: anywhere; white-space: pre-line; }
.say fieldset { margin: 0 0 .75em; padding: 0; border: 0; }
.say legend { padding: 0; margin-bottom: .25em; font-weight: 600; }
.say .purpose { display: flex; gap: .75em; align-items: flex-start; padding: .5em 0; min-height: 44px; }
.say .purpose input { flex: none; width: 1.5em; height: 1.5em; margin: .125em 0 0; accent-color: var(--colour); }
.say .code {
  display: block; margin: 0 0 .75em; padding: .625em; border: 2px dashed var(--edge);
  border-radius: calc(var(--round) * .5); text-align: center; user-select: all;
  font: 700 1.125em ui-monospace, "DejaVu Sans Mono", monospace; letter-spacing: .04em;
}
.say .given + .small { margin-top: .5em; }
.say [tabindex='-1']:focus-visible { outline: none; box-shadow: none; }
.say .list { padding-left: 1.25em; list-style: disc; margin-bottom: .75em; }
`;
let made = null;

/** @param {Node} node anywhere in the chat */
export function wear(node) {
  const root = node.getRootNode();
  if (!made) {
    made = new CSSStyleSheet();
    made.replaceSync(CSS);
  }
  if (!root.adoptedStyleSheets?.includes(made)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, made];
}
