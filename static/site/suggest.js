// Search while typing: the header's search box, and others with data-suggest, as a combobox with a list (ARIA 1.2). Without this file it is a plain form.

const PAUSE = 120;
const SVG = "http://www.w3.org/2000/svg";

class Suggestions {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.suggest;
    this.input = form.querySelector("input[name=q], input[name=add]");
    this.name = form.dataset.suggestName || "site";
    this.found = [];
    this.active = -1;
    this.asked = 0;
    this.dress();
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("focus", () => { if (this.found.length) this.show(true); });
    form.addEventListener("submit", () => this.stop());
    form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) this.show(false); });
  }

  dress() {
    this.list = element("ul", { id: `${this.name}-suggestions`, role: "listbox", "aria-label": "Suggestions", class: "pg-suggest" });
    this.list.hidden = true;
    this.status = element("div", { role: "status", class: "usa-sr-only" });
    this.form.append(this.list, this.status);
    this.input.type = "text";
    set(this.input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false",
      enterkeyhint: "search", spellcheck: "false" });
    // The list is chosen from without the box losing the focus.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  typed() {
    this.stop();
    this.mark(-1);
    const text = this.input.value.trim();
    if (text.length < 2) {
      this.fill([]);
      this.status.textContent = "";
      return;
    }
    this.pause = setTimeout(() => this.ask(text), PAUSE);
  }

  stop() {
    clearTimeout(this.pause);
    this.asked += 1;
  }

  async ask(text) {
    const turn = (this.asked += 1);
    const address = new URL(this.address, location.href);
    address.searchParams.set("q", text);
    let found;
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(`${answer.status}`);
      found = (await answer.json()).suggestions;
    } catch {
      if (turn === this.asked) {
        this.fill([]);
        this.status.textContent = "No suggestions can be had now. Press Enter to search.";
      }
      return;
    }
    if (turn !== this.asked) return; // an answer to letters that are not the last
    this.fill(found);
    this.status.textContent = count(found.length);
  }

  fill(found) {
    this.found = found;
    this.list.replaceChildren(...found.map((item, index) => this.option(item, index)));
    this.mark(-1);
    this.show(found.length > 0 && this.form.contains(document.activeElement));
  }

  option(item, index) {
    const line = element("li", { role: "option", id: `${this.name}-suggestion-${index}`, "aria-selected": "false", class: "pg-suggest__item" });
    const name = element("span", { class: "pg-suggest__name" });
    name.append(shape(item), isolated(item.name));
    if (item.acronym) name.append(" (", isolated(item.acronym), ")");
    const facts = element("span", { class: "pg-suggest__facts" });
    facts.append(item.kind);
    if (item.country) facts.append(" · ", isolated(item.country));
    if (item.also) facts.append(" · also known as ", isolated(item.also));
    line.append(name, " ", facts);
    line.addEventListener("click", () => this.go(index));
    return line;
  }

  key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!this.found.length) return;
      event.preventDefault();
      this.show(true);
      if (!event.altKey) this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && open && this.active >= 0) {
      event.preventDefault();
      this.go(this.active);
    } else if (event.key === "Escape") {
      if (open) event.preventDefault();
      if (open) this.show(false);
      else this.clear();
    }
  }

  clear() {
    this.input.value = "";
    this.typed();
  }

  // One step on, through "none chosen" at both ends.
  move(step) {
    const places = this.found.length + 1;
    this.mark(((this.active + 1 + step + places) % places) - 1);
  }

  mark(index) {
    this.active = index;
    [...this.list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === index)));
    const line = this.list.children[index];
    if (line) {
      this.input.setAttribute("aria-activedescendant", line.id);
      line.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  show(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.mark(-1);
  }

  go(index) {
    this.stop();
    location.assign(this.found[index].address);
  }
}

function count(found) {
  if (!found) return "No suggestions. Press Enter to search.";
  return `${found} suggestion${found === 1 ? "" : "s"}. Use the up and down arrow keys.`;
}

function element(tag, attributes) {
  return set(document.createElement(tag), attributes);
}

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

function isolated(text) {
  const node = document.createElement("bdi");
  node.textContent = text;
  return node;
}

function shape(item) {
  const drawn = set(document.createElementNS(SVG, "svg"),
    { class: `pg-shape pg-kind--${item.look}`, viewBox: "0 0 16 16", width: "14", height: "14", "aria-hidden": "true" });
  const path = set(document.createElementNS(SVG, "path"), { d: item.shape });
  set(path, item.hollow ? { fill: "none", stroke: "currentColor", "stroke-width": "2" } : { fill: "currentColor" });
  drawn.append(path);
  return drawn;
}

for (const form of document.querySelectorAll("form[data-suggest]")) {
  if (form.querySelector("input[name=q], input[name=add]")) new Suggestions(form);
}
