// The page of one chat: shows what is new, sends what the agent writes, and loses none of it.
import { Sender } from "./sender.js";

const room = document.querySelector("#live-chat");
const log = document.querySelector("#live-log");
const writes = document.querySelector("#live-writes");
const state = document.querySelector("#live-state");
const field = document.querySelector("#live-text");
const suggestion = document.querySelector("#live-suggestion");
const { chat, csrf } = room.dataset;
const base = `/personale/samtaler/${chat}`;
const draft = `muni-draft:${chat}`;
const TYPING_EVERY_MS = 3_000;
let version = Number(room.dataset.version);
let citizenWrites = false;
let typedAt = 0;

const headers = { "X-CSRF-Token": csrf, "HX-Request": "true" };
const post = (path, values) =>
  fetch(`${base}/${path}`, { method: "POST", headers, body: new URLSearchParams(values) });
const sender = field && new Sender(chat, post, document.querySelector("#live-pending"));

function toEnd() {
  log.scrollTop = log.scrollHeight;
}

function show({ id, html }) {
  if (document.getElementById(`besked-${id}`)) return;
  const near = log.scrollHeight - log.scrollTop - log.clientHeight < 120;
  log.insertAdjacentHTML("beforeend", html);
  if (near) toEnd();
}

function say(text) {
  if (state.textContent !== text) state.textContent = text;
}

// What was written and not sent stays to be read and copied.
function close(text) {
  say(text);
  writes.textContent = "";
  for (const part of document.querySelectorAll("#live-send, .live-tools")) part.hidden = true;
  if (field) field.readOnly = true;
}

// One that stands there is not exchanged for another under the agent's hand.
function suggest() {
  if (!suggestion?.querySelector("button")) suggestion?.dispatchEvent(new Event("asked"));
}

/** @returns {boolean} whether to go on asking */
function take(news) {
  if (news.gone) {
    log.replaceChildren();
    if (field) field.value = "";
    sessionStorage.removeItem(draft);
    sender?.forget();
    close("Borgeren har slettet samtalen. Der er intet tilbage af den.");
    return false;
  }
  news.messages.forEach(show);
  if (news.messages.some(({ role }) => role === "citizen")) suggest();
  version = news.version;
  citizenWrites = news.writes;
  writes.textContent = citizenWrites ? "Borgeren skriver …" : "";
  const mine = room.dataset.mine === "true";
  if (mine !== news.mine) {
    if (mine) close("Du har ikke samtalen længere.");
    else location.reload();
    return false;
  }
  if (!mine && news.state === "taken") close("En kollega har samtalen nu.");
  else say("");
  return true;
}

async function follow() {
  for (let fails = 0; ; ) {
    const after = log.querySelector("article:last-of-type")?.id.replace("besked-", "") ?? "";
    const query = new URLSearchParams({ after, version, writes: citizenWrites });
    try {
      const response = await fetch(`${base}/nyt?${query}`, { headers });
      if (response.status === 401) return location.assign("/personale/log-ind");
      if (response.status === 403) return close("Samtalen er givet til en anden kommune.");
      if (!response.ok) throw new Error(response.status);
      if (fails) sender?.send();
      fails = 0;
      if (!take(await response.json())) return;
    } catch {
      fails += 1;
      say("Ingen forbindelse. Det, du skriver, bliver sendt, når den er tilbage.");
      await new Promise((done) => setTimeout(done, Math.min(1_000 * fails, 5_000)));
    }
  }
}

function typing(on) {
  const now = Date.now();
  if (on && now - typedAt < TYPING_EVERY_MS) return;
  typedAt = on ? now : 0;
  post("skriver", { on }).catch(() => {});
}

function keep() {
  if (field.value) sessionStorage.setItem(draft, field.value);
  else sessionStorage.removeItem(draft);
}

function insert(text) {
  field.value = field.value.trim() ? `${field.value.trimEnd()}\n\n${text}` : text;
  keep();
  field.focus();
}

if (field) {
  // Somebody may have begun to write before this script was there.
  field.value ||= sessionStorage.getItem(draft) ?? "";
  keep();
  field.addEventListener("input", () => {
    keep();
    typing(Boolean(field.value));
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text || field.readOnly) return;
    sender.add({ text });
    field.value = "";
    typedAt = 0;
    keep();
  });
  document.addEventListener("click", ({ target }) => {
    if (target.matches(".live-canned")) insert(target.dataset.text);
    if (target.matches(".live-send-suggestion")) {
      sender.add({ topic: target.dataset.topic, text: "MUNIs forslag" });
      suggestion.replaceChildren();
      field.focus();
    }
  });
  sender.send();
}
toEnd();
follow();
