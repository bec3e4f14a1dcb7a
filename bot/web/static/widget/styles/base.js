/**
 * Colours, type and buttons.
 *
 * A site sets --muni-colour, --muni-on-colour, --muni-link, --muni-font, --muni-radius,
 * --muni-offset (from the page's corner) and --muni-layer (z-index) on muni-chat or above it.
 */

export const base = `
:host {
  all: initial;
  display: block;
  --colour: var(--muni-colour, #1b4b66);
  --on: var(--muni-on-colour, #fff);
  --link: var(--muni-link, #0a4f8f);
  --round: var(--muni-radius, 14px);
  --ink: #1a2023;
  --soft: #4c565b;
  --edge: #717c81;
  --line: #d9dee0;
  --ground: #f2f4f4;
  --paper: #fff;
  --alarm: #b3141d;
}
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.root {
  font: 400 medium/1.5 var(--muni-font, system-ui, -apple-system, "Segoe UI", Roboto, "Open Sans", "Noto Sans", sans-serif);
  color: var(--ink);
  -webkit-text-size-adjust: 100%;
}
.root.large { font-size: calc(1em * 1.35); }
h2, h3, h4, p, ul { margin: 0; padding: 0; font-size: 1em; }
ul { list-style: none; }
button, textarea { font: inherit; color: inherit; margin: 0; }
button { min-width: 44px; min-height: 44px; cursor: pointer; touch-action: manipulation; }
button:disabled { opacity: .6; cursor: default; }
a { color: var(--link); text-underline-offset: .18em; }
a:hover { text-decoration-thickness: 2px; }
.icon {
  width: 1.375em; height: 1.375em; flex: none;
  fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round;
}
.unseen {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}
/* A white ring inside a dark one is seen on every colour a municipality may choose. */
:focus { outline: none; }
:focus-visible { outline: 3px solid #11181c; outline-offset: 2px; box-shadow: 0 0 0 2px #fff; }
textarea:focus-visible { outline-width: 2px; outline-offset: 1px; box-shadow: none; }
h2:focus-visible, h3:focus-visible { outline: none; box-shadow: none; }

.corner {
  position: fixed; z-index: var(--muni-layer, 2147483000);
  right: max(var(--muni-offset, 20px), env(safe-area-inset-right));
  bottom: max(var(--muni-offset, 20px), env(safe-area-inset-bottom));
}
.launch {
  display: inline-flex; align-items: center; gap: .625em; min-height: 56px;
  padding: 0 1.375em 0 1.125em; border: 2px solid var(--on); border-radius: 28px;
  background: var(--colour); color: var(--on); font-weight: 600;
  box-shadow: 0 2px 4px rgb(10 25 32 / .18), 0 8px 24px rgb(10 25 32 / .22);
}
.launch:hover { filter: brightness(1.12); }
.badge {
  min-width: 1.625em; padding: 0 .375em; border-radius: 1em; text-align: center;
  background: var(--on); color: var(--colour); font-size: .875em;
}
.plain {
  padding: 0 .25em; border: 0; background: none; color: var(--link);
  font-weight: 600; text-decoration: underline; text-underline-offset: .18em;
}
.main {
  padding: .375em 1.25em; border: 2px solid transparent; border-radius: calc(var(--round) * .7);
  background: var(--colour); color: var(--on); font-weight: 600;
}
.main:hover { filter: brightness(1.12); }
.main.danger { background: var(--alarm); color: #fff; }
.small { font-size: .8125em; color: var(--soft); }
.warning { color: var(--alarm); font-size: .875em; font-weight: 600; }
.warning:not(:empty) { display: flex; gap: .5em; align-items: flex-start; }

@media (prefers-reduced-motion: no-preference) {
  .panel { animation: rise .18s ease-out; }
  .message { animation: appear .2s ease-out; }
  .dots i { animation: blink 1.2s infinite; }
  .dots i:nth-child(2) { animation-delay: .2s; }
  .dots i:nth-child(3) { animation-delay: .4s; }
  @keyframes rise { from { opacity: 0; transform: translateY(10px); } }
  @keyframes appear { from { opacity: 0; transform: translateY(4px); } }
  @keyframes blink { 0%, 60%, 100% { opacity: .3; } 30% { opacity: 1; } }
}
@media (forced-colors: active) {
  :focus-visible { outline-color: Highlight; }
  .launch, .main, .tool, .choice, .thumb, .send, .menu button { border: 2px solid ButtonText; }
  .thumb[aria-pressed=true], [data-item][aria-pressed=true] {
    forced-color-adjust: none; background: Highlight; color: HighlightText;
  }
}
`;
