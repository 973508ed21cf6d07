// Follows the job that lays out a large map: asks how far it is, tells it, and says once when it has ended.
const EVERY = 1500;
const AT_MOST = 10_000;

export function followLayout(note, ended) {
  const said = note.querySelector('[data-laying-said]');
  const bar = note.querySelector('[data-laying-bar]');
  let wait = EVERY;

  async function look() {
    if (!note.isConnected) return;
    try {
      const answer = await fetch(note.dataset.laying, { headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const { job, progress } = await answer.json();
      wait = EVERY;
      if (!['waiting', 'running'].includes(job.state)) {
        if (note.isConnected) ended();
        return;
      }
      if (job.total) bar.value = Math.round((100 * job.done) / job.total);
      said.textContent = job.total ? `${bar.value}% done` : progress;
    } catch (error) {
      wait = Math.min(wait * 2, AT_MOST);
      said.textContent = `The server does not answer (${error.message}); asking again.`;
    }
    setTimeout(look, wait);
  }

  setTimeout(look, EVERY);
}
