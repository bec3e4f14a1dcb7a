/** The conversation: bubbles, buttons below them, and the safety message that must stand out. */

export const messages = `
.scroll { position: relative; flex: 1; min-height: 0; display: flex; flex-direction: column; }
.log {
  flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain;
  padding: 1em .875em .5em; display: flex; flex-direction: column; gap: .75em;
}
.log:focus-visible { outline-offset: -3px; box-shadow: none; }
.message { max-width: 92%; align-self: flex-start; }
.message.citizen { max-width: 85%; align-self: flex-end; }
.who {
  display: flex; align-items: center; gap: .375em; margin-bottom: .25em;
  font-size: .8125em; font-weight: 600; color: var(--soft);
}
.who.unseen { display: block; }
.who .icon { width: 1.25em; height: 1.25em; }
.who time { font-weight: 400; }
.bot + .bot .who, .staff + .staff .who, .system + .system .who { display: none; }
.bubble {
  padding: .625em .875em; border: 1px solid var(--line); background: var(--paper);
  border-radius: calc(var(--round) * .3) var(--round) var(--round) var(--round);
  overflow-wrap: anywhere;
}
.bubble p { white-space: pre-line; }
.bubble p + p { margin-top: .625em; }
.number { white-space: nowrap; font-weight: 600; }
.citizen .bubble {
  border-color: var(--colour); background: var(--colour); color: var(--on);
  border-radius: var(--round) var(--round) calc(var(--round) * .3) var(--round);
}
.citizen a { color: inherit; }
.staff .bubble { border-color: var(--colour); border-inline-start-width: 4px; }
.safety .bubble { border: 2px solid var(--alarm); border-inline-start-width: 8px; background: #fff6f5; }
.urgent { display: flex; align-items: center; gap: .5em; color: var(--alarm); font-weight: 700; font-size: 1.0625em; }
.safety .number { font-size: 1.125em; font-weight: 700; }

.links { margin-top: .75em; border-top: 1px solid var(--line); }
.links li + li, .links + .source { border-top: 1px solid var(--line); }
.links a {
  display: flex; align-items: center; gap: .5em; justify-content: space-between;
  min-height: 44px; padding: .375em 0; font-weight: 600;
}
.links .icon { width: 1.125em; height: 1.125em; }
.bubble .source { margin-top: .75em; font-size: .8125em; line-height: 1.4; color: var(--soft); white-space: normal; }
.bubble .links + .source { margin-top: 0; padding-top: .625em; }

.choices { display: flex; flex-wrap: wrap; gap: .5em; margin-top: .625em; }
.choice {
  padding: .375em 1em; border: 1px solid var(--colour); border-radius: 22px;
  background: var(--paper); color: var(--link); font-weight: 600; text-align: start; line-height: 1.3;
}
.choice:hover { border-color: var(--ink); background: var(--ground); text-decoration: underline; }

.thumbs { display: flex; flex-wrap: wrap; align-items: center; gap: .5em; margin-top: .375em; font-size: .875em; color: var(--soft); }
.thumb {
  display: inline-flex; align-items: center; gap: .375em; padding: 0 .75em;
  border: 1px solid transparent; border-radius: 22px; background: none; color: var(--ink);
}
.thumb:hover { border-color: var(--edge); }
.thumb[aria-pressed=true] { border-color: var(--ink); background: var(--paper); font-weight: 700; }
.comment { font-size: .875em; }
.comment form { margin-top: .375em; }
.comment label { display: block; font-weight: 600; }
.comment textarea { margin: .25em 0; font-weight: 400; }

.state { margin-top: .25em; font-size: .8125em; color: var(--soft); text-align: end; }
.pending:not(.failed) .bubble { opacity: .85; }
.answering .pending:not(.pending ~ .pending) .bubble { opacity: 1; }
.answering .pending:not(.pending ~ .pending) .state { display: none; }
.failed .state .warning { font-size: 1em; text-align: start; }
.failed .plain { margin-inline-start: 1em; }
.notice { align-self: center; max-width: 90%; padding: .25em .75em; text-align: center; font-size: .875em; color: var(--soft); }

.typing { display: flex; align-items: center; gap: .625em; padding: .25em 0; font-size: .875em; color: var(--soft); }
.dots { display: inline-flex; gap: 4px; }
.dots i { width: 7px; height: 7px; border: 1px solid transparent; border-radius: 50%; background: currentColor; }
.jump {
  position: absolute; bottom: .75em; left: 50%; transform: translateX(-50%);
  display: flex; align-items: center; gap: .5em; padding: 0 1em;
  border: 1px solid var(--edge); border-radius: 22px; background: var(--paper); color: var(--ink);
  font-size: .875em; font-weight: 600; box-shadow: 0 4px 14px rgb(10 25 32 / .2);
}
`;
