// What makes the inbox quicker; all of it can be done without.
const EVERY = 2000; // ms between two looks whether the groups are ready
const ticks = [...document.querySelectorAll("input[name=message][type=checkbox]")];
const chosen = document.querySelector("[data-chosen]");

function count() {
  const number = ticks.filter((tick) => tick.checked).length;
  chosen.textContent = number ? `${number} chosen:` : "Choose messages, then:";
}

for (const all of document.querySelectorAll("[data-all]")) {
  const own = [...all.closest("tbody").querySelectorAll("input[name=message]")];
  all.addEventListener("change", () => { own.forEach((tick) => { tick.checked = all.checked; }); count(); });
  own.forEach((tick) => tick.addEventListener("change", () => { all.checked = own.every((each) => each.checked); }));
}
if (chosen) {
  ticks.forEach((tick) => tick.addEventListener("change", count));
  count();
}

async function look(shown) {
  const answer = await fetch(shown.dataset.grouping, { credentials: "same-origin" }).catch(() => null);
  if (answer && answer.ok && !(await answer.json()).working) {
    if (ticks.some((tick) => tick.checked)) shown.textContent = "The groups are ready.";
    else window.location.reload();
  } else setTimeout(look, EVERY, shown);
}
const working = document.querySelector("[data-grouping]");
if (working) setTimeout(look, EVERY, working);

const topic = document.querySelector("select[name=topic]");
const asks = document.querySelector("[data-asks]");
if (topic && asks) {
  asks.parentElement.hidden = true;
  topic.addEventListener("change", () => asks.click());
}
