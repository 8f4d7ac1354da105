// Looks whether the training has come further, and shows the page anew when it has.
const EVERY = 2000; // ms
const here = document.querySelector("[data-progress]");

async function look() {
  const answer = await fetch(here.dataset.progress, { credentials: "same-origin" }).catch(() => null);
  if (answer && answer.ok && (await answer.json()).state !== here.dataset.state) window.location.reload();
  else setTimeout(look, EVERY);
}

if (here) setTimeout(look, EVERY);

const bar = document.querySelector("progress[data-since]");
if (bar) {
  const show = () => { bar.value = Math.min((Date.now() - new Date(bar.dataset.since)) / 1000, bar.max * 0.97); };
  show();
  setInterval(show, 1000);
}
