/** The bar that is seen while one talks with the robot, and the microphone that begins it. */

export const call = `
.speak {
  display: grid; place-items: center; flex: none; width: 46px; height: 46px; padding: 0;
  border: 2px solid var(--colour); border-radius: calc(var(--round) * .7);
  background: var(--paper); color: var(--link);
}
.speak:hover { border-color: var(--ink); background: var(--ground); }
.call {
  flex: none; padding: .75em .875em max(.75em, env(safe-area-inset-bottom));
  border-top: 1px solid var(--line); background: var(--paper);
}
.call-status { font-size: .875em; font-weight: 600; margin-bottom: .625em; }
.turn { display: flex; align-items: center; justify-content: space-between; gap: 1em; margin-bottom: .5em; }
.activity { display: flex; align-items: center; gap: .5em; min-height: 1.5em; font-size: .875em; color: var(--soft); }
.activity:not(:empty)::before { content: ""; width: .625em; height: .625em; border-radius: 50%; border: 2px solid var(--edge); }
.activity[data-name=listening]::before { border-color: var(--colour); background: var(--colour); }
.controls { display: flex; flex-wrap: wrap; align-items: center; gap: .5em; }
.control {
  display: inline-flex; align-items: center; gap: .5em; padding: 0 .75em;
  border: 1px solid var(--edge); border-radius: 22px; background: var(--paper); color: var(--ink);
  font-size: .875em; font-weight: 600;
}
.control:hover { border-color: var(--ink); background: var(--ground); }
.control[aria-pressed=false] { border-style: dashed; color: var(--soft); }
.control[aria-pressed=false] span { text-decoration: line-through; }
.control[aria-expanded=true] { background: var(--ground); border-color: var(--ink); }
.hang-up { margin-inline-start: auto; border-color: var(--alarm); background: var(--alarm); color: #fff; }
.hang-up:hover { border-color: var(--ink); background: var(--alarm); filter: brightness(1.12); }
.meter { display: inline-flex; align-items: flex-end; gap: 3px; height: 22px; padding: 0 .25em; }
.meter i { width: 5px; height: 20%; border-radius: 2px; background: var(--edge); opacity: .45; }
.meter i:nth-child(2) { height: 40%; }
.meter i:nth-child(3) { height: 60%; }
.meter i:nth-child(4) { height: 80%; }
.meter i:nth-child(5) { height: 100%; }
.meter .lit { background: var(--colour); opacity: 1; }
.keypad { display: grid; grid-template-columns: repeat(3, 1fr); gap: .375em; margin-bottom: .75em; }
.key {
  border: 1px solid var(--edge); border-radius: calc(var(--round) * .7);
  background: var(--paper); color: var(--ink); font-size: 1.125em; font-weight: 600;
}
.key:hover { border-color: var(--ink); background: var(--ground); }
.key:active { background: var(--line); }
.pressed { min-height: 1.5em; text-align: center; font-weight: 600; letter-spacing: .15em; overflow-wrap: anywhere; }
.partial .bubble { border: 1px dashed var(--edge); background: none; color: var(--soft); font-style: italic; }
.notice .number { font-size: 1.125em; }

@media (forced-colors: active) {
  .control, .key, .speak { border: 2px solid ButtonText; }
  .meter .lit { forced-color-adjust: none; background: Highlight; }
}
`;
