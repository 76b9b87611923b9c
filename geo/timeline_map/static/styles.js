/**
 * From a control interval to a look: what a polygon says by its fill and its outline.
 *
 *   fill of the side's colour and texture   reported or corroborated
 *   hatch                                   the day of the change is not settled
 *   double hatch                            disputed
 *   bands                                   mixed: several sides hold a part
 *   sparse dots                             implied by a later report
 *   grey                                    unknown
 *   broken double outline                   contested
 *   paler                                   not confirmed for long
 */
(function (W) {
  "use strict";

  /** Days after the last evidence at which a fill starts to pale and at which it is palest. */
  const FADE_FROM = 30;
  const FADE_TO = 365;
  const FADE_STEPS = 6;
  const PALEST = 0.35;
  /** Ground of which nothing is known is quieter than any side's. */
  W.UNKNOWN_ALPHA = 0.45;

  class Styles {
    constructor(data) {
      this.data = data;
      this.fading = true;
      this.looks = new Map();
    }

    /** How far a fill has paled, 0 (fresh) to FADE_STEPS. */
    age(interval, day) {
      if (!this.fading || interval.confirmed === null) return 0;
      const days = day - interval.confirmed;
      if (days <= FADE_FROM) return 0;
      return Math.min(Math.ceil(((days - FADE_FROM) / (FADE_TO - FADE_FROM)) * FADE_STEPS), FADE_STEPS);
    }

    /** The look of an interval on a day; equal looks are the same object. */
    look(interval, day) {
      const age = this.age(interval, day);
      const key = interval.number * (FADE_STEPS + 1) + age;
      let look = this.looks.get(key);
      if (!look) {
        look = this.make(interval, age);
        this.looks.set(key, look);
      }
      return look;
    }

    make(interval, age) {
      const side = this.data.sides[interval.holder];
      const status = this.data.statuses[interval.status];
      const fresh = side.number < 0 ? W.UNKNOWN_ALPHA : 0.8;
      const alpha = fresh - Math.max(fresh - PALEST, 0) * (age / FADE_STEPS);
      const look = {
        holder: side.id,
        status,
        settled: interval.settled,
        contested: interval.contested || status === "contested",
        side,
        age,
        alpha,
        portions: interval.shares.map(([number, share]) => [this.data.sides[number], share]),
        kind: "plain",
        pieces: null,
      };
      if (interval.cut >= 0) {
        look.kind = "cut";
        look.pieces = this.data.cuts[interval.cut].map(({ side: number, shape }) => {
          const holder = this.data.sides[number];
          const kind = interval.settled ? "plain" : "hatch";
          return { shape, look: { ...look, kind, side: holder, pieces: null, contested: false, fill: `${kind}|${number}|` } };
        });
      } else if (status === "mixed" && look.portions.length > 1) look.kind = "mixed";
      else if (status === "disputed") look.kind = "double";
      else if (!interval.settled) look.kind = "hatch";
      else if (status === "implied") look.kind = "implied";
      const portions = look.kind === "mixed" ? JSON.stringify(interval.shares) : "";
      look.fill = `${look.kind}|${side.number}|${portions}`;
      return look;
    }
  }

  /** A look for a legend entry. */
  W.sample = function (kind, side, more) {
    return { kind, side, alpha: 0.8, age: 0, portions: [], fill: `${kind}|${side.number}|`, ...more };
  };

  /**
   * Paint with a look: the fill, then the outlines. The path is the context's own, made by `trace` or before,
   * or the Path2D given. With `over` what lies beneath is taken away first, so that a quarter's colour does not mix
   * with its city's.
   */
  W.paint = function (ctx, look, trace, { flash, over, path } = {}) {
    const shape = path ? [path] : [];
    ctx.setLineDash([]);
    if (trace) trace(ctx);
    if (over) {
      ctx.globalAlpha = 1;
      ctx.globalCompositeOperation = "destination-out";
      ctx.fillStyle = "#000000";
      ctx.fill(...shape, "evenodd");
      ctx.globalCompositeOperation = "source-over";
    }
    if (look.kind !== "cut") {
      ctx.globalAlpha = look.alpha;
      ctx.fillStyle = W.pattern(ctx, look);
      ctx.fill(...shape, "evenodd");
    }
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1;
    ctx.strokeStyle = W.ink.edge;
    ctx.stroke(...shape);
    if (look.contested) {
      ctx.lineWidth = 3;
      ctx.strokeStyle = "#ffffff";
      ctx.stroke(...shape);
      ctx.setLineDash([6, 5]);
      ctx.strokeStyle = "#000000";
      ctx.stroke(...shape);
      ctx.setLineDash([]);
    }
    if (flash) {
      ctx.lineWidth = 5;
      ctx.strokeStyle = W.ink.flash;
      ctx.stroke(...shape);
    }
  };

  /** Colours of lines and words, set from the page's theme. */
  W.ink = { edge: "#333333", outline: "#8a8a8a", selected: "#005fcc", flash: "#ffb000", text: "#222222", halo: "#ffffff" };

  W.Styles = Styles;
})((window.Whoholds = window.Whoholds || {}));
