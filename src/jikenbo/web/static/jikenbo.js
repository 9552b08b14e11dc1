// Quickens what works without it: suggestions, keys, and the joining of facts and words under the pointer.

const box = document.querySelector("input[data-suggest]");

function suggest(input) {
  const form = input.form;
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  list.hidden = true;
  form.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let at = -1;
  let asked = 0;
  let timer;

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const point = (next) => {
    const all = [...list.children];
    if (!all.length) return;
    at = (next + all.length) % all.length;
    all.forEach((one, place) => one.setAttribute("aria-selected", String(place === at)));
    input.setAttribute("aria-activedescendant", all[at].id);
  };
  const take = (one) => {
    const kept = input.value.split(/\s+/).slice(0, -1);
    input.value = [...kept, one.dataset.q].join(" ");
    close();
    form.requestSubmit();
  };
  const show = (found) => {
    list.replaceChildren(...found.map((one, place) => {
      const item = document.createElement("li");
      item.id = `suggestion-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.q = one.query;
      item.append(one.label);
      const note = document.createElement("span");
      note.className = "note";
      note.textContent = one.kind;
      item.append(note);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(item); });
      return item;
    }));
    list.hidden = !found.length;
    at = -1;
    input.setAttribute("aria-expanded", String(found.length > 0));
  };
  const ask = async () => {
    const word = input.value.split(/\s+/).at(-1);
    if (!word) { close(); return; }
    const mine = ++asked;
    const query = new URLSearchParams({ q: word, lang: document.documentElement.lang });
    try {
      const answer = await fetch(`${input.dataset.suggest}?${query}`);
      if (answer.ok && mine === asked) show((await answer.json()).suggestions);
    } catch {
      close();
    }
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); point(at + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); point(at - 1); }
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); take(list.children[at]); }
  });
}

// "/" goes to the search box, j and k through the entries, Enter (on the link that then has the focus) opens one.
function keys() {
  let at = -1;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select")) return;
    const entries = [...document.querySelectorAll("[data-keys] > li")];
    if (event.key === "/" && box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if ((event.key === "j" || event.key === "k") && entries.length) {
      at = Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), entries.length - 1);
      entries.forEach((one, place) => one.classList.toggle("at", place === at));
      entries[at].querySelector("h3 a")?.focus();
      entries[at].scrollIntoView({ block: "nearest" });
    } else if (event.key === "n") {
      document.querySelector("a[rel=next]")?.click();
    }
  });
}

// A fact and its words are lit together under the pointer and in focus.
function join() {
  const joined = [...document.querySelectorAll("[data-f]")];
  const light = (from, on) => {
    const wanted = new Set(from.dataset.f.split(" "));
    for (const one of joined) {
      if (one.dataset.f.split(" ").some((number) => wanted.has(number))) one.classList.toggle("on", on);
    }
  };
  for (const one of joined) {
    for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) {
      one.addEventListener(event, () => light(one, on));
    }
  }
}

function copying() {
  const text = document.querySelector("[data-copy]");
  if (!text || !navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent.trim());
    button.textContent = text.dataset.copied;
  });
  text.after(button);
}

if (box) suggest(box);
keys();
join();
copying();
