// The slider of the years: says where it stands while it moves, and goes to that year once it rests.
const REST = 350;
let waiting = 0;

function counts(output) {
  return new Map(output.dataset.counts.trim().split(' ').map((pair) => pair.split(':')));
}

document.addEventListener('input', (event) => {
  const form = event.target.closest?.('[data-years]');
  if (!form || event.target.type !== 'range') return;
  const output = form.querySelector('output');
  const { value } = event.target;
  output.textContent = `${value}: ${Number(counts(output).get(value) ?? 0).toLocaleString('en-US')} in force`;
  clearTimeout(waiting);
  waiting = setTimeout(() => form.isConnected && form.requestSubmit(), REST);
});
