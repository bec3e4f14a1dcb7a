// Completes {placeholders} in the fields that ask for it, and inserts them from the list.
const names = [...document.querySelectorAll("[data-insert]")].map((one) => one.dataset.insert);
let last = document.querySelector("[data-complete]");

function put(field, start, text) {
  field.focus();
  field.setRangeText(text, start, field.selectionStart, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

class Completion {
  constructor(field) {
    this.field = field;
    this.list = document.createElement("ul");
    this.list.className = "staff-options";
    this.list.id = `${field.id}-options`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Oplysninger, der kan sættes ind");
    this.list.hidden = true;
    field.after(this.list);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.look());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("focus", () => { last = field; });
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      if (event.target.dataset.name) this.take(event.target.dataset.name);
    });
  }

  look() {
    const begun = /\{(\w*)$/.exec(this.field.value.slice(0, this.field.selectionStart));
    const found = begun ? names.filter((name) => name.startsWith(begun[1])).slice(0, 8) : [];
    this.start = begun ? begun.index : 0;
    this.list.replaceChildren(...found.map((name, number) => {
      const row = document.createElement("li");
      row.id = `${this.list.id}-${number}`;
      row.setAttribute("role", "option");
      row.dataset.name = name;
      row.textContent = `{${name}}`;
      return row;
    }));
    this.list.hidden = !found.length;
    this.choose(0);
  }

  choose(number) {
    const rows = [...this.list.children];
    this.chosen = rows.length ? (number + rows.length) % rows.length : -1;
    rows.forEach((row, index) => row.setAttribute("aria-selected", String(index === this.chosen)));
    if (rows[this.chosen]) {
      this.field.setAttribute("aria-activedescendant", rows[this.chosen].id);
      rows[this.chosen].scrollIntoView({ block: "nearest" });
    } else this.field.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.list.hidden) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (steps[event.key]) this.choose(this.chosen + steps[event.key]);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.list.children[this.chosen].dataset.name);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  take(name) {
    put(this.field, this.start, `{${name}}`);
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.choose(0);
  }
}

document.querySelectorAll("[data-complete]").forEach((field) => new Completion(field));
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-insert]");
  if (button) put(last, last.selectionStart, `{${button.dataset.insert}}`);
});
