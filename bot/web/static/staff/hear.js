// "Hør det": fetches the sound that a form asks for, and plays or stops it. The form works alone.
let playing = null;

function stop() {
  playing?.stop();
  playing = null;
}

async function play(form) {
  const status = form.querySelector("[role=status]");
  const label = form.querySelector("[data-hear-label]");
  status.textContent = "Henter lyden";
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "HX-Request": "true" } });
  if (!answer.ok) {
    status.textContent = await answer.text();
    return;
  }
  const audio = new AudioContext();
  const source = audio.createBufferSource();
  source.buffer = await audio.decodeAudioData(await answer.arrayBuffer());
  source.connect(audio.destination);
  source.onended = () => {
    label.textContent = "Hør det";
    status.textContent = "";
    if (playing === source) playing = null;
    audio.close();
  };
  playing = source;
  source.start();
  label.textContent = "Stop";
  status.textContent = `Afspiller ${Math.round(source.buffer.duration)} sekunder`;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-hear]")) return;
  event.preventDefault();
  if (playing) stop();
  else play(form).catch(() => { form.querySelector("[role=status]").textContent = "Lyden kan ikke hentes. Prøv igen om lidt"; });
});
