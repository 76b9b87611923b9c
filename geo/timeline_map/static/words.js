/**
 * What the page says in words. Everything that comes from articles or gazetteers enters the page here, as text
 * nodes: no markup in it is ever obeyed, and each piece is isolated so that its direction cannot spill over.
 */
(function (W) {
  "use strict";

  /** An element with a class and children (strings become text). */
  W.element = function (tag, className, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    made.append(...children.filter((child) => child !== null && child !== undefined));
    return made;
  };

  /** Text from outside, isolated from the direction of what stands round it. */
  W.outside = function (text, lang) {
    const made = W.element("bdi", "", text);
    if (lang) made.lang = lang;
    return made;
  };

  const percent = (share) => (share === null ? "a part" : `${Math.round(share * 100)} %`);

  class Words {
    constructor(data) {
      this.data = data;
    }

    side(number) {
      return this.data.sides[number].name;
    }

    /** "government", "opposition and government hold parts" … */
    holder(interval) {
      if (interval === null) return "no report";
      const status = this.data.statuses[interval.status];
      if (status === "mixed") {
        const shares = interval.shares.length > 1
          ? interval.shares.map(([side, share]) => `${this.side(side)} ${percent(share)}`)
          : [];
        const parts = interval.parts.map(([direction, side]) => `${direction}: ${this.side(side)}`);
        const said = [...shares, ...parts];
        return said.length ? said.join(", ") : `${this.side(interval.holder)} in part`;
      }
      return this.side(interval.holder);
    }

    status(interval) {
      if (interval === null) return "unknown";
      const words = [this.data.statuses[interval.status]];
      if (!interval.settled) words.push("day not settled");
      if (interval.contested && words[0] !== "contested") words.push("contested");
      return words.join(", ");
    }

    reports(count) {
      return count === 1 ? "1 report" : `${count} independent reports`;
    }

    /** "27 Nov: Sakhour, opposition → government, reported by 2" */
    change(change) {
      const { calendar, places } = this.data;
      const days = calendar.shortSpan(change.earliest, change.latest);
      const part = change.part === null ? "" : ` (${typeof change.part === "number" ? percent(change.part) : change.part})`;
      const from = change.from < 0 ? "" : `${this.side(change.from)} → `;
      return W.element(
        "span", "wh-change", `${days}: `, W.outside(places[change.place].name),
        `${part}, ${from}${this.side(change.to)}, ${this.data.statuses[change.status] === "disputed" ? "disputed, " : ""}` +
        `reported by ${change.independent}`,
      );
    }

    /** The card of a place on a day: name, holder, since, status, reports, grade, first quote. */
    card(place, interval) {
      const { calendar, quotes } = this.data;
      const name = W.element("p", "wh-name", W.outside(place.name));
      if (place.arabic) name.append(" ", W.outside(place.arabic, "ar"));
      const card = W.element("div", "wh-card", name);
      const line = (label, text) => card.append(W.element("p", "", W.element("span", "wh-label", label), " ", text));
      line("Holder:", this.holder(interval));
      if (interval === null) return card;
      if (interval.latest !== null) line("Since:", calendar.span(interval.earliest, interval.latest));
      line("Status:", `${this.status(interval)}; ${this.reports(interval.independent)}`);
      if (interval.credibility) line("Credibility:", `${interval.credibility} of 6 (1 is best)`);
      if (interval.confirmed !== null) line("Last evidence:", calendar.long(interval.confirmed));
      if (place.basis === "nominal") card.append(W.element("p", "wh-note", "A point with a nominal extent: no boundary is known."));
      const quote = quotes[interval.quote];
      if (quote) {
        card.append(W.element("blockquote", "", W.outside(quote.text)));
        const credit = [quote.publisher, quote.published].filter(Boolean).join(", ");
        if (credit) card.append(W.element("p", "wh-source", "— ", W.outside(credit)));
      }
      return card;
    }
  }

  W.Words = Words;
})((window.Whoholds = window.Whoholds || {}));
