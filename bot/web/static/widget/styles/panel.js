/** The panel: header, menu, field and sheets; it fills a small screen (limits as in fullscreen.js). */

export const panel = `
.panel {
  position: fixed; z-index: var(--muni-layer, 2147483000);
  right: max(var(--muni-offset, 20px), env(safe-area-inset-right));
  bottom: max(var(--muni-offset, 20px), env(safe-area-inset-bottom));
  display: flex; flex-direction: column;
  width: 25.5em; max-width: calc(100vw - 2 * var(--muni-offset, 20px));
  height: 40em; max-height: calc(100vh - 2 * var(--muni-offset, 20px));
  overflow: hidden; border: 1px solid rgb(10 25 32 / .22); border-radius: var(--round);
  background: var(--ground);
  box-shadow: 0 4px 10px rgb(10 25 32 / .12), 0 18px 48px rgb(10 25 32 / .26);
}
.header {
  position: relative; z-index: 2; flex: none; display: flex; align-items: center; gap: .25em;
  padding: .75em .5em .75em 1.125em; background: var(--colour); color: var(--on);
}
.names { flex: 1; min-width: 0; }
.names h2 { font-size: 1.125em; line-height: 1.25; font-weight: 700; overflow-wrap: anywhere; }
.line { display: flex; align-items: center; gap: .4em; font-size: .875em; line-height: 1.4; margin-top: .125em; }
.line .icon { width: 1.25em; height: 1.25em; }
.tool {
  display: grid; place-items: center; width: 44px; height: 44px; padding: 0;
  border: 2px solid transparent; border-radius: 10px; background: none; color: inherit;
}
.tool:hover, .tool[aria-expanded=true] { border-color: currentColor; }
.holder { position: relative; }
.menu {
  position: absolute; top: calc(100% + 6px); right: -46px; width: 18.5em; max-width: calc(100vw - 24px);
  max-height: 60vh; overflow: auto;
  padding: .375em; border: 1px solid var(--edge); border-radius: calc(var(--round) * .8);
  background: var(--paper); color: var(--ink); box-shadow: 0 8px 28px rgb(10 25 32 / .25);
}
.menu button {
  display: flex; align-items: center; gap: .75em; width: 100%; padding: .375em .75em;
  border: 2px solid transparent; border-radius: calc(var(--round) * .5); background: none; text-align: start;
}
.menu button:hover { background: var(--ground); }
.menu .icon { color: var(--soft); }
.menu [aria-pressed=true]::after { content: "✓"; margin-inline-start: auto; font-weight: 700; }
.menu [data-item=remove], .menu [data-item=remove] .icon { color: var(--alarm); }

.body, .talk { position: relative; flex: 1; min-height: 0; display: flex; flex-direction: column; }
.strip:not(:empty) {
  padding: .5em 1.125em; border-top: 1px solid #d8b75a; background: #fff4d6; color: #4a3605; font-size: .875em;
}
.people { flex: none; padding: .625em .875em; border-top: 1px solid var(--line); background: var(--paper); font-size: .875em; }
.people .contact { display: grid; gap: .375em; justify-items: start; margin-top: .375em; }
.people .contact label { font-weight: 600; }
.people .contact input {
  width: 100%; box-sizing: border-box; padding: .5em .625em; font: inherit; color: inherit;
  border: 1px solid var(--soft); border-radius: calc(var(--round) * .3); background: var(--paper);
}
.composer { flex: none; padding: .625em .875em .75em; border-top: 1px solid var(--line); background: var(--paper); }
.composer label { display: block; font-size: .875em; font-weight: 600; }
.composer .row { display: flex; align-items: flex-end; gap: .5em; margin: .25em 0 .375em; }
.composer .small { display: flex; justify-content: space-between; gap: 1em; flex-wrap: wrap; line-height: 1.4; }
textarea {
  display: block; width: 100%; min-height: 46px; max-height: 8.5em; resize: none; overflow-y: auto;
  padding: .625em .75em; border: 1px solid var(--edge); border-radius: calc(var(--round) * .7);
  background: var(--paper); color: var(--ink); line-height: 1.4;
}
textarea[aria-invalid=true] { border: 2px solid var(--alarm); }
.row textarea { flex: 1; min-width: 0; }
.send {
  display: grid; place-items: center; flex: none; width: 46px; height: 46px; padding: 0;
  border: 2px solid transparent; border-radius: calc(var(--round) * .7); background: var(--colour); color: var(--on);
}
.send:hover { filter: brightness(1.12); }
.counter { margin-inline-start: auto; font-variant-numeric: tabular-nums; }

.sheet { position: absolute; inset: 0; z-index: 1; overflow: auto; background: var(--paper); }
.inner { padding: 1.5em 1.25em; }
.inner h3 { font-size: 1.25em; line-height: 1.3; margin-bottom: .5em; }
.inner h4 { margin-top: 1.125em; }
.inner .warning { margin-top: .75em; }
.buttons { display: flex; flex-wrap: wrap; gap: .5em 1em; margin-top: 1.5em; }
[inert] { visibility: hidden; }

@media (max-width: 36em), (max-height: 30em) {
  .panel {
    inset: 0; width: auto; max-width: none; max-height: none; border: 0; border-radius: 0;
    height: var(--muni-height, 100dvh);
  }
  .header { padding-top: max(.5em, env(safe-area-inset-top)); padding-bottom: .5em; }
  .composer { padding-bottom: max(.625em, env(safe-area-inset-bottom)); }
}
/* Zoomed in so far that header and field would leave no room between them: all scrolls as one. */
@media (max-height: 24em) {
  .panel { overflow-y: auto; }
  .body, .talk, .panel .scroll, .panel .log { flex: none; overflow: visible; }
  .sheet { position: static; }
  .talk[inert] { display: none; }
}
`;
