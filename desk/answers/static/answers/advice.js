// Asks the desk what to look at again in the form, when it opens and a moment after each change.
const place = document.querySelector("[data-advice]");
const form = place?.closest("form");
const QUIET = 700; // ms without a keystroke
let waiting;

async function advise() {
  try {
    const answer = await fetch(place.dataset.advice, { method: "POST", body: new FormData(form) });
    const words = answer.ok ? await answer.text() : "<p>The advice cannot be shown now; your draft is not touched by that.</p>";
    if (words.trim() !== place.innerHTML.trim()) place.innerHTML = words;
  } catch {
    place.textContent = "The desk does not answer. What you write is saved when it does again.";
  }
}

if (form) {
  advise();
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(advise, QUIET); });
}
