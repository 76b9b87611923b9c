/**
 * Finds a place by any of its names: every alias in every script, whatever the accents, articles and hyphens.
 * The box is a combobox as the ARIA authoring practices describe it, so that it works by keyboard and by ear.
 */
(function (W) {
  "use strict";

  const MOST = 8;

  /** A name without case, accents, vowel signs, hyphens and the Arabic article: what is left is compared. */
  W.fold = function (name) {
    return name
      .normalize("NFD")
      .replace(/[\u0300-\u036f\u0640\u064b-\u0655\u0670]/g, "")
      .toLowerCase()
      .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627")
      .replace(/\u0649/g, "\u064a")
      .replace(/\u0629/g, "\u0647")
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim()
      .replace(/^(al|as|ash|an|ar|at|el) /, "")
      .replace(/(^| )\u0627\u0644/g, "$1");
  };

  class Search {
    constructor(data, choose) {
      this.data = data;
      this.choose = choose;
      this.input = document.getElementById("wh-search");
      this.list = document.getElementById("wh-found");
      this.entries = null;
      this.results = [];
      this.active = -1;
      this.input.addEventListener("input", () => this.show());
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("blur", () => setTimeout(() => this.close(), 200));
    }

    /** Every name in the form in which it is compared; made when somebody first searches. */
    names() {
      this.entries = this.entries || this.data.places.flatMap((place) =>
        [place.name, place.arabic, ...place.aliases].filter(Boolean).map((name) => ({ place, name, folded: W.fold(name) })));
      return this.entries;
    }

    /** The places whose names fit best, each once: the whole name, its beginning, a word's beginning, any part. */
    find(text) {
      const wanted = W.fold(text);
      if (!wanted) return [];
      const best = new Map();
      for (const entry of this.names()) {
        const at = entry.folded.indexOf(wanted);
        if (at < 0) continue;
        const score = entry.folded === wanted ? 0 : at === 0 ? 1 : entry.folded[at - 1] === " " ? 2 : 3;
        const known = best.get(entry.place);
        if (!known || score < known.score) best.set(entry.place, { ...entry, score });
      }
      return [...best.values()]
        .sort((a, b) => a.score - b.score || a.folded.length - b.folded.length || a.place.number - b.place.number)
        .slice(0, MOST);
    }

    show() {
      this.results = this.find(this.input.value);
      this.list.replaceChildren(...this.results.map((result, index) => this.option(result, index)));
      if (this.results.length === 0 && this.input.value.trim()) {
        const none = W.element("li", "wh-quiet", "No place of that name");
        none.setAttribute("role", "option");
        none.setAttribute("aria-disabled", "true");
        this.list.append(none);
      }
      const open = this.list.childElementCount > 0;
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open));
      this.point(this.results.length ? 0 : -1);
    }

    option({ place, name }, index) {
      const parent = this.data.places[place.parent];
      const option = W.element("li", "", W.outside(place.name));
      if (name !== place.name) option.append(" · ", W.outside(name));
      if (parent) option.append(W.element("span", "wh-quiet", " ", W.outside(parent.name)));
      option.id = `wh-found-${index}`;
      option.setAttribute("role", "option");
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        this.take(index);
      });
      return option;
    }

    point(index) {
      this.active = index;
      [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
      if (index >= 0) this.input.setAttribute("aria-activedescendant", `wh-found-${index}`);
      else this.input.removeAttribute("aria-activedescendant");
    }

    key(event) {
      const count = this.results.length;
      if (event.key === "Escape") this.close();
      if (!count) return;
      if (event.key === "ArrowDown") this.point((this.active + 1) % count);
      else if (event.key === "ArrowUp") this.point((this.active + count - 1) % count);
      else if (event.key === "Enter" && this.active >= 0) this.take(this.active);
      else return;
      event.preventDefault();
    }

    take(index) {
      const { place } = this.results[index];
      this.input.value = place.name;
      this.close();
      this.choose(place);
    }

    close() {
      this.list.hidden = true;
      this.results = [];
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  W.Search = Search;
})((window.Whoholds = window.Whoholds || {}));
