/**
 * The legend: each side with the places and the area that it is reported to hold on the day shown, and what the
 * signs mean.
 */
(function (W) {
  "use strict";

  class Legend {
    constructor(data, states) {
      this.data = data;
      this.states = states;
      this.rows = new Map();
      this.build();
    }

    build() {
      const { sides } = this.data;
      const used = new Set();
      for (const { holder, shares } of this.data.intervals) {
        used.add(holder);
        for (const [side] of shares) used.add(side);
      }
      const body = document.getElementById("wh-legend-sides");
      for (const side of [...sides, sides[-1]]) {
        if (side.number >= 0 && !used.has(side.number)) continue;
        this.rows.set(side.number, this.row(body, W.sample("plain", side), side.name));
      }
      const mixed = sides.slice(0, 2).map((side) => [side, 0.5]);
      if (mixed.length === 2) {
        this.rows.set("mixed", this.row(body, W.sample("mixed", sides[-1], { portions: mixed, fill: "mixed|legend" }), "mixed: held in parts"));
      }
      this.signs();
    }

    row(body, look, name) {
      const row = W.element("tr", "", W.element("th", "", W.swatch(look), " ", W.outside(name)), W.element("td"), W.element("td"));
      row.firstChild.scope = "row";
      body.append(row);
      return row;
    }

    signs() {
      const side = this.data.sides[0] || this.data.sides[-1];
      const entries = [
        ["hatch", "day of the change not settled", {}],
        ["double", "disputed", {}],
        ["implied", "implied by a later report", {}],
        ["plain", "contested: fighting reported", { contested: true }],
        ["plain", "paler: last evidence is old", { alpha: 0.35 }],
      ];
      const list = document.getElementById("wh-legend-signs");
      for (const [kind, text, more] of entries) {
        list.append(W.element("li", "", W.swatch(W.sample(kind, side, more)), " ", text));
      }
      list.append(W.element("li", "", W.element("span", "wh-point"), " ", "a point: no boundary is known"));
      list.append(W.element("li", "", W.element("span", "wh-outline"), " ", "an outline: no report"));
    }

    /** The state that a place's ground is in: its own, else that of the nearest place round it that has one. */
    ground(number, day) {
      for (let at = number, steps = 0; at >= 0 && steps < 20; at = this.data.places[at].parent, steps++) {
        const interval = this.states.at(at, day);
        if (interval) return interval;
      }
      return null;
    }

    rowOf(interval) {
      if (interval === null) return -1;
      return this.data.statuses[interval.status] === "mixed" ? "mixed" : interval.holder;
    }

    /** Count the places that reports name and the area of known boundaries, by holder on a day. */
    update(day) {
      const totals = new Map([...this.rows.keys()].map((key) => [key, [0, 0]]));
      let told = 0;
      this.data.places.forEach((place, number) => {
        const touched = this.states.touched(number);
        if (touched) told += 1;
        const own = totals.get(this.rowOf(this.states.at(number, day)));
        if (touched && own) own[0] += 1;
        if (!place.km2) return;
        const ground = this.ground(number, day);
        const total = touched || ground ? totals.get(this.rowOf(ground)) : null;
        if (total) total[1] += place.km2;
      });
      for (const [key, [count, km2]] of totals) {
        const cells = this.rows.get(key).children;
        cells[1].textContent = String(count);
        cells[2].textContent = km2 ? km2.toFixed(km2 < 100 ? 1 : 0) : "–";
      }
      document.getElementById("wh-legend-note").textContent =
        `${told} of ${this.data.places.length} places are named in reports. Areas count known boundaries only.`;
    }
  }

  W.Legend = Legend;
})((window.Whoholds = window.Whoholds || {}));
