/**
 * The page's own card of the place that is selected: its state on the day shown, and its whole history in words.
 * Inside another page there is none, because that page shows the place beside the map.
 */
(function (W) {
  "use strict";

  class PlaceCard {
    constructor(data, states, words, actions) {
      Object.assign(this, { data, states, words, actions });
      this.box = document.getElementById("wh-place");
      this.body = document.getElementById("wh-place-body");
      document.getElementById("wh-place-close").addEventListener("click", () => actions.close());
    }

    show(number, day) {
      this.box.hidden = number < 0;
      if (number < 0) return;
      const place = this.data.places[number];
      this.body.replaceChildren(this.words.card(place, this.states.at(number, day)), this.history(number, day));
    }

    history(number, day) {
      const list = W.element("ol", "wh-history");
      for (const interval of this.states.tracks[number]) {
        const from = interval.start === -Infinity ? "before" : this.data.calendar.long(interval.start);
        const current = interval.start <= day && day < interval.end;
        const button = W.element("button", "wh-plain", from);
        button.type = "button";
        button.addEventListener("click", () => this.actions.go(interval.start === -Infinity ? 0 : interval.start));
        const item = W.element("li", "", button, `: ${this.words.holder(interval)} (${this.words.status(interval)})`);
        if (current) item.setAttribute("aria-current", "date");
        list.append(item);
      }
      return list;
    }
  }

  W.PlaceCard = PlaceCard;
})((window.Whoholds = window.Whoholds || {}));
