// Follows one job: asks for its state every second, tells it, and reloads the page once it has ended.
const EVERY = 1000;
const AT_MOST = 10000;

const place = document.querySelector("[data-job]");
const step = place.querySelector("[data-job-step]");
const bar = place.querySelector("[data-job-bar]");
const log = document.querySelector("[data-job-log]");
let wait = EVERY;

function show(found) {
  if (step.textContent !== found.progress) step.textContent = found.progress;
  if (found.job.total) {
    bar.max = found.job.total;
    bar.value = Math.min(found.job.done, found.job.total);
  } else {
    bar.removeAttribute("value");
  }
  const lines = found.log.map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    return item;
  });
  if (lines.length !== log.children.length && lines.length) log.replaceChildren(...lines);
}

async function look() {
  try {
    const answer = await fetch(place.dataset.job, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const found = await answer.json();
    wait = EVERY;
    if (!["waiting", "running"].includes(found.job.state)) {
      window.location.reload();
      return;
    }
    show(found);
  } catch (error) {
    wait = Math.min(wait * 2, AT_MOST);
    step.textContent = `The server does not answer (${error.message}); asking again.`;
  }
  setTimeout(look, wait);
}

setTimeout(look, EVERY);
