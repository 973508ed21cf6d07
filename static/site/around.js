// Getting around: what was seen lately, and keys that lead to pages. Both are kept in this browser alone.

const SEEN = "partnergraph.seen", OFF = "partnergraph.keys-off", KEPT = 8;

const kept = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
// A browser that keeps nothing for this site goes on without.
const keep = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { return; } };

function seenLately(box) {
  const list = box.querySelector("ul");
  const here = { name: box.dataset.name, address: location.pathname };
  const before = (Array.isArray(kept(SEEN)) ? kept(SEEN) : []).filter(
    (one) => typeof one?.name === "string" && typeof one?.address === "string" && one.address.startsWith("/") && !one.address.startsWith("//"));
  const others = before.filter((one) => one.address !== here.address);
  if (here.name) keep(SEEN, [here, ...others].slice(0, KEPT + 1));
  list.replaceChildren(...others.slice(0, KEPT).map(entry));
  box.hidden = !others.length;
  box.querySelector("button").addEventListener("click", () => { keep(SEEN, []); box.hidden = true; });
}

function entry({ name, address }) {
  const link = document.createElement("a"), text = document.createElement("bdi"), item = document.createElement("li");
  text.textContent = name;
  link.href = address;
  link.className = "usa-link";
  link.append(text);
  item.append(link);
  return item;
}

function keys(dialog) {
  const off = dialog.querySelector("input[type=checkbox]");
  off.checked = kept(OFF) === true;
  off.addEventListener("change", () => keep(OFF, off.checked));
  const open = document.querySelector("[data-keys-open]");
  open.hidden = false;
  open.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (off.checked || dialog.open || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const row = dialog.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!row) return;
    event.preventDefault();
    if (event.key === "?") dialog.showModal();
    else if (event.key === "/") document.getElementById("site-search").focus();
    else location.assign(row.dataset.address);
  });
}

const typing = (target) => target.closest("input, select, textarea, [contenteditable], [role=listbox], [role=application]") !== null;

const box = document.querySelector("[data-seen-lately]"), dialog = document.getElementById("keys");
if (box) seenLately(box);
if (dialog) keys(dialog);
