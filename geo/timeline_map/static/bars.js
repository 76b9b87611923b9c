/**
 * A bar a day over the slider: how many changes are reported, stacked by the side that gains.
 * A change whose day is not settled counts once, on its latest day.
 */
(function (W) {
  "use strict";

  /** Half a slider's thumb: bars stand over the thumb's centre. */
  const EDGE_PX = 8;

  class Bars {
    constructor(canvas, data) {
      this.canvas = canvas;
      this.data = data;
      this.counts = new Map();
      this.days = [];
      this.known = null;
    }

    /** @param {number|null} known the day that the reports are known on; what comes after it is shaded */
    setChanges(changes, known) {
      this.known = known;
      this.counts = new Map();
      for (const change of changes) {
        const day = this.counts.get(change.latest) || new Map();
        day.set(change.to, (day.get(change.to) || 0) + 1);
        this.counts.set(change.latest, day);
      }
      this.days = [...this.counts.keys()].sort((a, b) => a - b);
    }

    /** "27 November 2016: 3 to government, 1 to ISIS" */
    title(day) {
      const { calendar, sides } = this.data;
      const counts = this.counts.get(day);
      if (!counts) return `${calendar.long(day)}: no reported change`;
      const parts = [...counts].sort((a, b) => a[0] - b[0]).map(([side, count]) => `${count} to ${sides[side].name}`);
      return `${calendar.long(day)}: ${parts.join(", ")}`;
    }

    draw() {
      const ratio = window.devicePixelRatio || 1;
      const { clientWidth: width, clientHeight: height } = this.canvas;
      if (!width || !height) return;
      this.canvas.width = width * ratio;
      this.canvas.height = height * ratio;
      const ctx = this.canvas.getContext("2d");
      ctx.scale(ratio, ratio);
      const most = Math.max(1, ...[...this.counts.values()].map((day) => [...day.values()].reduce((a, b) => a + b, 0)));
      const step = (width - 2 * EDGE_PX) / Math.max(this.data.calendar.last, 1);
      const wide = Math.max(Math.min(step - 1, 2 * EDGE_PX), 1);
      if (this.known !== null) {
        ctx.fillStyle = "rgba(128, 128, 128, 0.25)";
        const from = EDGE_PX + (this.known + 0.5) * step;
        ctx.fillRect(from, 0, width - from, height);
      }
      for (const [day, sides] of this.counts) {
        let top = height;
        for (const [side, count] of [...sides].sort((a, b) => a[0] - b[0])) {
          const tall = Math.max((count / most) * (height - 2), 2);
          ctx.fillStyle = this.data.sides[side].colour;
          ctx.fillRect(EDGE_PX + day * step - wide / 2, top - tall, wide, tall);
          top -= tall;
        }
      }
    }

    /** The day under a mouse position. */
    dayAt(clientX) {
      const box = this.canvas.getBoundingClientRect();
      const part = (clientX - box.left - EDGE_PX) / (box.width - 2 * EDGE_PX);
      return this.data.calendar.clamp(part * this.data.calendar.last);
    }

    /** The nearest day with a change after (`way` 1) or before (-1) `day`; null if there is none. */
    step(day, way) {
      const found = way > 0 ? this.days.find((other) => other > day) : this.days.filter((other) => other < day).pop();
      return found === undefined ? null : found;
    }
  }

  W.Bars = Bars;
})((window.Whoholds = window.Whoholds || {}));
