// What is picked: ticked in the table, drawn around or pressed with Shift in the picture. One set for both.

export function wirePicks(map, say) {
  const picked = new Set();
  const listeners = [];
  const boxes = () => [...map.querySelectorAll('input[name="pick"]')];

  function tell() {
    for (const box of boxes()) box.checked = picked.has(box.value);
    const note = map.querySelector('[data-role="picked"]');
    if (note) note.textContent = picked.size ? `${picked.size.toLocaleString('en-US')} picked:` : 'Tick things, then:';
    for (const listener of listeners) listener();
  }

  map.addEventListener('change', (event) => {
    if (event.target.name !== 'pick') return;
    if (event.target.checked) picked.add(event.target.value);
    else picked.delete(event.target.value);
    tell();
  });
  return {
    has: (id) => picked.has(id),
    toggle(id) {
      if (!picked.delete(id)) picked.add(id);
      tell();
      say(`${picked.size} picked`);
    },
    add(ids) {
      for (const id of ids) picked.add(id);
      tell();
      say(`${picked.size} picked`);
    },
    // Those that stand on another page of the table go along.
    addTo(values) {
      const there = new Set(values.getAll('pick'));
      for (const id of picked) if (!there.has(id)) values.append('pick', id);
      picked.clear();
    },
    dress: tell,
    onChange: (listener) => listeners.push(listener),
  };
}
