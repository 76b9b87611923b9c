/**
 * Puts the parts together: `Whoholds.start(map, data, options)` draws the history on a Leaflet map and steers it by
 * the timeline. Returns a small handle (`setDay`, `select`, `drawn` …) for pages that embed the map, and for tests.
 */
(function (W) {
  "use strict";

  const FLASH_MS = 1200;
  const NAMED = 3;
  /** Below this width the legend starts closed, so that it does not cover the map. */
  const NARROW_PX = 700;
  /** Days a second up to which a flash can be followed by eye. */
  const SLOW = 8;
  const byId = (id) => document.getElementById(id);

  class TimelineMap {
    constructor(map, raw, options) {
      this.map = map;
      this.data = W.decode(raw);
      this.calendar = this.data.calendar;
      this.words = new W.Words(this.data);
      this.states = new W.States(this.data);
      this.styles = new W.Styles(this.data);
      this.still = window.matchMedia("(prefers-reduced-motion: reduce)");
      if (this.still.matches) map.options.zoomAnimation = map.options.fadeAnimation = false;
      W.readInk();
      // What stands round the map shows from here on, so that the browser lays it out once, not for each piece.
      document.documentElement.classList.add("wh-on");
      this.layer = new W.ControlLayer(map, this.data, this.states, this.styles);
      this.labels = new W.Labels(map, this.data, this.layer);
      this.bars = new W.Bars(byId("wh-bars"), this.data);
      this.legend = new W.Legend(this.data, this.states);
      this.player = new W.Player(this.calendar, () => this.day, (day) => this.setDay(day, "play"), (on) => this.played(on));
      this.card = new W.PlaceCard(this.data, this.states, this.words, {
        close: () => this.select(-1, "hand"),
        go: (day) => this.setDay(day, "hand"),
      });
      this.search = new W.Search(this.data, (place) => this.find(place));
      this.basemap = new W.Basemap(map, options.basemap);
      this.framed = window.parent !== window;
      this.day = -1;
      this.moved = false;
      this.legendChosen = false;
      this.flashed = new Map();
      this.unplacedSaid = "";
      this.ids = new Map(this.data.places.map((place) => [place.id, place.number]));
      this.build();
      this.open(options);
    }

    build() {
      L.control.zoom({ position: "bottomright" }).addTo(this.map);
      L.control.scale({ imperial: false }).addTo(this.map);
      W.prepareControls(this);
      this.bars.setChanges(this.states.changes, null);
      W.listenControls(this);
      this.listenMap();
      this.listenPage();
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
      new ResizeObserver(() => this.resized()).observe(this.map.getContainer());
      for (const touch of ["pointerdown", "wheel", "keydown"]) {
        this.map.getContainer().addEventListener(touch, () => (this.moved = true), { passive: true });
      }
      byId("wh-legend").addEventListener("click", () => (this.legendChosen = true));
      window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
      W.listen((message) => this.steer(message));
    }

    /** Follow the size of the window, or of a frame that gets its size late; keep a view that a hand has chosen. */
    resized() {
      const box = this.map.getContainer();
      if (!box.clientWidth || !box.clientHeight) return;
      this.fold();
      if (this.sized && this.map.getSize().equals([box.clientWidth, box.clientHeight])) return;
      this.map.invalidateSize({ animate: false });
      if (!this.moved) this.layer.fit();
      this.sized = true;
      this.bars.draw();
      this.labels.soon();
    }

    /** What the surrounding page asks for. */
    steer(message) {
      W.applyTheme(message.theme);
      if (message.theme) this.repaint();
      const stage = this.data.stages.findIndex((one) => one.known === message.known);
      if (message.known !== undefined && stage >= 0) this.setKnown(stage, "host");
      const day = this.calendar.number(message.day);
      if (day !== null) this.setDay(day, "host");
      if (message.place === null) this.select(-1, "host");
      else if (this.ids.has(message.place)) this.select(this.ids.get(message.place), "host");
    }

    repaint() {
      W.readInk();
      this.layer.redraw();
      this.labels.draw();
      this.bars.draw();
    }

    /** Words first, because they decide how much room the map has; then the polygons, once, where they belong. */
    open(options) {
      const asked = this.calendar.number(options.day);
      this.setDay(asked === null ? this.data.day : asked, "start");
      this.fold();
      this.map.invalidateSize({ animate: false });
      this.layer.fit();
      this.sized = this.map.getSize().x > 0 && this.map.getSize().y > 0;
      this.layer.addTo(this.map);
      if (this.ids.has(options.place)) this.select(this.ids.get(options.place), "start");
      W.send({ type: "ready" });
      requestAnimationFrame(() => requestAnimationFrame(() => this.opened()));
    }

    /** The polygons stand on the screen: say so to those who measure, and draw what could wait. */
    opened() {
      performance.mark("whoholds-drawn");
      W.paintSwatches();
      this.bars.draw();
      this.labels.begin();
    }

    /** Close the legend where it would cover the map, unless somebody has opened it. */
    fold() {
      const wide = this.map.getContainer().clientWidth;
      if (!this.legendChosen && wide) byId("wh-legend").firstElementChild.open = wide >= NARROW_PX;
    }

    /** Show a day; `by` says who asked: "hand", "play", "host" or "start". */
    setDay(wanted, by) {
      const day = this.calendar.clamp(wanted);
      if (by === "hand" || by === "host") this.player.stop();
      if (day === this.day) return;
      const before = this.day;
      this.day = day;
      const changed = this.layer.setDay(day);
      if (by === "play" && this.player.speed <= SLOW && !this.still.matches) this.flash(changed);
      this.show(by === "play" ? before : day - 1, by);
      this.labels.schedule(changed);
      this.tell(by);
    }

    /** Show what was known at a stage (a number into the data's stages). */
    setKnown(stage, by) {
      if (stage === this.states.stage || !this.data.stages[stage]) return;
      this.player.stop();
      this.states.setStage(stage);
      this.bars.setChanges(this.states.changes, this.calendar.number(this.data.stages[stage].known));
      this.bars.draw();
      this.labels.schedule(this.layer.setDay(this.day));
      this.show(this.day - 1, by);
      this.tell(by);
    }

    setFading(on) {
      this.styles.fading = on;
      this.layer.setDay(this.day);
    }

    setArabic(on) {
      this.labels.arabic = on;
      this.labels.draw();
    }

    /** Put the day into words everywhere; changes after `after` are named. */
    show(after, by) {
      const { calendar, day } = this;
      const long = calendar.count ? calendar.long(day) : "No dated report yet";
      const slider = byId("wh-slider");
      slider.value = String(day);
      slider.setAttribute("aria-valuetext", long);
      byId("wh-date").textContent = long;
      if (calendar.count) byId("wh-day").value = calendar.iso(day);
      this.showKnown();
      this.caption(after, day);
      this.legend.update(day);
      this.unplaced();
      if (!this.framed) this.card.show(this.layer.selected, day);
      if (by !== "play") byId("wh-announce").textContent = calendar.count ? this.bars.title(day) : long;
    }

    showKnown() {
      const { known } = this.data.stages[this.states.stage];
      const text = known === null ? "everything known" : `as known on ${this.calendar.long(this.calendar.number(known))}`;
      byId("wh-known").value = String(this.states.stage);
      byId("wh-known").setAttribute("aria-valuetext", text);
      byId("wh-known-text").textContent = text;
    }

    /** Name the changes of the days after `after` up to `day`. */
    caption(after, day) {
      const changes = this.states.changes.filter((change) => change.latest > after && change.latest <= day);
      const line = byId("wh-caption");
      line.replaceChildren(...changes.slice(0, NAMED).flatMap((change, at) =>
        at ? [" · ", this.words.change(change)] : [this.words.change(change)]));
      if (changes.length > NAMED) line.append(` · and ${changes.length - NAMED} more`);
      if (changes.length === 0) line.append(W.element("span", "wh-quiet", "No change reported for this day"));
    }

    /** Places that have no position, with their state. */
    unplaced() {
      const rows = this.data.places
        .filter((place) => !this.layer.layers[place.number] && this.states.touched(place.number))
        .map((place) => [place, this.states.at(place.number, this.day)]);
      const said = rows.map(([place, interval]) => `${place.number}:${interval && interval.number}`).join();
      if (said === this.unplacedSaid) return;
      this.unplacedSaid = said;
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
      if (!this.framed) this.card.show(number, this.day);
      this.tell(by);
    }

    /** Select a place that was searched for, and bring it into sight. */
    find(place) {
      this.select(place.number, "hand");
      this.moved = true;
      if (place.shape) this.map.fitBounds([place.bounds.slice(0, 2), place.bounds.slice(2)], { maxZoom: 14, animate: false });
      else if (place.point) this.map.setView(place.point, 12, { animate: false });
    }

    played(on) {
      const button = byId("wh-play");
      button.textContent = on ? "||" : "▶";
      button.title = on ? "Pause (Space)" : "Play (Space)";
      button.setAttribute("aria-label", on ? "Pause" : "Play");
      if (!on) byId("wh-announce").textContent = this.bars.title(this.day);
      this.tell("hand");
    }

    /** What is chosen, as messages and permalinks say it. */
    view() {
      const place = this.data.places[this.layer.selected];
      return {
        day: this.calendar.count ? this.calendar.iso(this.day) : null,
        known: this.data.stages[this.states.stage].known,
        place: place ? place.id : null,
        playing: this.player.playing,
      };
    }

    tell(by) {
      if (by !== "host" && by !== "start") W.send({ type: "view", by, ...this.view() });
    }

    drawn() {
      return this.layer.drawn();
    }
  }

  W.start = (map, data, options) => new TimelineMap(map, data, options || {});
})((window.Whoholds = window.Whoholds || {}));
