/**
 * Puts the parts together: `Whoholds.start(map, data, options)` draws the history on a Leaflet map and steers it by
 * the timeline. Returns a small handle (`setDay`, `select`, `drawn` …) for pages that embed the map, and for tests.
 */
(function (W) {
  "use strict";

  const FLASH_MS = 1200;
  const NAMED = 3;
  const byId = (id) => document.getElementById(id);

  class TimelineMap {
    constructor(map, raw, options) {
      this.map = map;
      this.data = W.decode(raw);
      this.calendar = this.data.calendar;
      this.words = new W.Words(this.data);
      this.states = new W.States(this.data);
      this.styles = new W.Styles(this.data);
      W.readInk();
      this.layer = new W.ControlLayer(map, this.data, this.states, this.styles);
      this.bars = new W.Bars(byId("wh-bars"), this.data);
      this.legend = new W.Legend(this.data, this.states);
      this.player = new W.Player(this.calendar, () => this.day, (day) => this.setDay(day, "play"), (on) => this.played(on));
      this.still = window.matchMedia("(prefers-reduced-motion: reduce)");
      this.day = -1;
      this.flashed = new Map();
      this.ids = new Map(this.data.places.map((place) => [place.id, place.number]));
      this.build();
      this.open(options || {});
    }

    build() {
      const { calendar } = this;
      const slider = byId("wh-slider");
      slider.max = String(calendar.last);
      for (const id of ["wh-slider", "wh-day", "wh-play", "wh-previous", "wh-next", "wh-speed"]) byId(id).disabled = calendar.count === 0;
      if (calendar.count > 0) {
        byId("wh-day").min = calendar.iso(0);
        byId("wh-day").max = calendar.iso(calendar.last);
        byId("wh-first").textContent = calendar.long(0);
        byId("wh-last").textContent = calendar.long(calendar.last);
      }
      byId("wh-credit").textContent = [...this.data.attribution, this.data.generator].join(" · ");
      L.control.zoom({ position: "topleft" }).addTo(this.map);
      L.control.scale({ imperial: false }).addTo(this.map);
      this.bars.setChanges(this.states.changes);
      this.listenControls(slider);
      this.listenMap();
      this.listenPage();
    }

    listenControls(slider) {
      slider.addEventListener("input", () => this.setDay(Number(slider.value), "hand"));
      byId("wh-day").addEventListener("change", (event) => {
        const day = this.calendar.number(event.target.value);
        if (day !== null) this.setDay(day, "hand");
      });
      byId("wh-speed").addEventListener("change", (event) => (this.player.speed = Number(event.target.value)));
      byId("wh-play").addEventListener("click", () => this.player.toggle());
      byId("wh-previous").addEventListener("click", () => this.step(-1));
      byId("wh-next").addEventListener("click", () => this.step(1));
      const bars = byId("wh-bars");
      bars.addEventListener("click", (event) => this.setDay(this.bars.dayAt(event.clientX), "hand"));
      bars.addEventListener("mousemove", (event) => (bars.title = this.bars.title(this.bars.dayAt(event.clientX))));
      document.addEventListener("keydown", (event) => this.key(event));
    }

    listenMap() {
      this.layer.group.bindTooltip(
        (layer) => this.words.card(this.data.places[layer.options.place], this.states.at(layer.options.place, this.day)),
        { sticky: true, className: "wh-tooltip", opacity: 1 },
      );
      this.layer.group.on("click", (event) => {
        L.DomEvent.stop(event);
        this.select(event.layer.options.place, "hand");
      });
      this.map.on("click", () => this.select(-1, "hand"));
    }

    listenPage() {
      // A frame in a hidden tab has no size: fit the map when it first gets one.
      let fitted = false;
      new ResizeObserver(() => {
        const box = this.map.getContainer();
        if (!box.clientWidth || !box.clientHeight) return;
        this.map.invalidateSize({ animate: false });
        if (!fitted) this.layer.fit();
        fitted = true;
        this.bars.draw();
      }).observe(this.map.getContainer());
      const repaint = () => {
        W.readInk();
        this.layer.redraw();
        this.bars.draw();
      };
      window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
      W.listen((message) => {
        W.applyTheme(message.theme);
        if (message.theme) repaint();
        const day = this.calendar.number(message.day);
        if (day !== null) this.setDay(day, "host");
        if (message.place === null) this.select(-1, "host");
        else if (this.ids.has(message.place)) this.select(this.ids.get(message.place), "host");
      });
    }

    open(options) {
      this.layer.fit();
      const asked = this.calendar.number(options.day);
      this.setDay(asked === null ? this.data.day : asked, "start");
      if (this.ids.has(options.place)) this.select(this.ids.get(options.place), "start");
      W.send({ type: "ready" });
    }

    /** Show a day; `by` says who asked: "hand", "play", "host" or "start". */
    setDay(wanted, by) {
      const day = this.calendar.clamp(wanted);
      if (by === "hand" || by === "host") this.player.stop();
      if (day === this.day) return;
      const before = this.day;
      this.day = day;
      const changed = this.layer.setDay(day);
      if (by === "play") this.flash(changed);
      this.show(before, by);
      this.tell(by);
    }

    show(before, by) {
      const { calendar, day } = this;
      const long = calendar.count ? calendar.long(day) : "No dated report yet";
      const slider = byId("wh-slider");
      slider.value = String(day);
      slider.setAttribute("aria-valuetext", long);
      byId("wh-date").textContent = long;
      if (calendar.count) byId("wh-day").value = calendar.iso(day);
      this.caption(by === "play" ? before : day - 1, day);
      this.legend.update(day);
      this.unplaced();
      if (by !== "play") byId("wh-announce").textContent = calendar.count ? this.bars.title(day) : long;
    }

    /** Name the changes of the days after `after` up to `day`. */
    caption(after, day) {
      const changes = this.states.changes.filter((change) => change.latest > after && change.latest <= day);
      const line = byId("wh-caption");
      line.replaceChildren(...changes.slice(0, NAMED).map((change) => this.words.change(change)));
      if (changes.length > NAMED) line.append(W.element("span", "wh-change", `and ${changes.length - NAMED} more`));
      if (changes.length === 0) line.append(W.element("span", "wh-quiet", "No change reported for this day"));
    }

    /** Places that have no position, with their state. */
    unplaced() {
      const rows = this.data.places
        .filter((place) => !this.layer.layers[place.number])
        .map((place) => [place, this.states.at(place.number, this.day)])
        .filter(([place]) => this.states.touched(place.number));
      byId("wh-unplaced").hidden = rows.length === 0;
      byId("wh-unplaced-summary").textContent = `${rows.length} named in reports, position not known`;
      byId("wh-unplaced-list").replaceChildren(...rows.map(([place, interval]) => {
        const button = W.element("button", "wh-plain", W.outside(place.name));
        button.type = "button";
        button.addEventListener("click", () => this.select(place.number, "hand"));
        return W.element("li", "", button, `: ${this.words.holder(interval)}, ${this.words.status(interval)}`);
      }));
    }

    /** Mark places that just changed, for a moment. */
    flash(numbers) {
      for (const number of numbers) {
        clearTimeout(this.flashed.get(number));
        this.layer.mark(number, "flash", true);
        this.flashed.set(number, setTimeout(() => this.layer.mark(number, "flash", false), FLASH_MS));
      }
    }

    step(way) {
      const day = this.bars.step(this.day, way);
      if (day !== null) this.setDay(day, "hand");
    }

    select(number, by) {
      if (number === this.layer.selected) return;
      this.layer.select(number);
      this.tell(by);
    }

    played(on) {
      const button = byId("wh-play");
      button.textContent = on ? "⏸" : "▶";
      button.title = on ? "Pause (Space)" : "Play (Space)";
      button.setAttribute("aria-label", on ? "Pause" : "Play");
      button.setAttribute("aria-pressed", String(on));
      if (!on) byId("wh-announce").textContent = this.bars.title(this.day);
      this.tell("hand");
    }

    key(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const target = event.target;
      const writes = target.matches("input:not([type=range]), select, textarea");
      const pans = this.map.getContainer().contains(target);
      const acts = {
        ArrowLeft: () => this.setDay(this.day - 1, "hand"),
        ArrowRight: () => this.setDay(this.day + 1, "hand"),
        PageUp: () => this.step(-1),
        PageDown: () => this.step(1),
        Home: () => this.setDay(0, "hand"),
        End: () => this.setDay(this.calendar.last, "hand"),
        " ": () => this.player.toggle(),
      };
      const act = acts[event.key];
      if (!act || writes || (pans && event.key.startsWith("Arrow"))) return;
      if (event.key === " " && target.matches("button, summary, a")) return;
      event.preventDefault();
      act();
    }

    view() {
      const place = this.data.places[this.layer.selected];
      return { day: this.calendar.count ? this.calendar.iso(this.day) : null, place: place ? place.id : null, playing: this.player.playing };
    }

    tell(by) {
      if (by !== "host" && by !== "start") W.send({ type: "view", by, ...this.view() });
    }

    drawn() {
      return this.layer.drawn();
    }
  }

  W.start = (map, data, options) => new TimelineMap(map, data, options);
})((window.Whoholds = window.Whoholds || {}));
