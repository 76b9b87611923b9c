/**
 * Names on the map, drawn on a canvas of their own above the polygons: the most important first, and none where it
 * would lie on another. From far away the governorates and towns are named, from near the neighbourhoods.
 */
(function (W) {
  "use strict";

  const FONT = '"Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", system-ui, sans-serif';
  const SIZES = { region: 13, place: 12, point: 12, holder: 10.5 };
  const MAX_LETTERS = 36;
  const EVERY_MS = 160;
  /** Names follow the polygons a moment later, so that the polygons need not wait for them. */
  const AFTER_MS = 40;
  const DIRECTIONS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

  class Labels {
    constructor(map, data, layer) {
      Object.assign(this, { map, data, layer, arabic: false, shown: [], named: new Set(), widths: new Map(), drawnAt: 0, waiting: 0, begun: false });
      const pane = map.createPane("wh-labels");
      pane.style.zIndex = 450;
      pane.style.pointerEvents = "none";
      this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide", pane);
      this.canvas.setAttribute("aria-hidden", "true");
      map.on("moveend zoomend resize viewreset", () => this.soon());
      map.on("zoomstart", () => this.clear());
    }

    /** Begin to draw names; before this nothing is drawn, so that the first polygons need not wait for them. */
    begin() {
      this.order = this.sorted();
      this.begun = true;
      this.soon();
    }

    /** Places that can be named, the most important first: regions, places in reports, then by size. */
    sorted() {
      const size = (place) => (place.shape ? this.layer.extent(place) : 0);
      const rank = (place) => {
        if (this.regional(place)) return 0;
        if (this.layer.states.touched(place.number)) return place.shape ? 1 : 2;
        return place.shape ? 3 : 4;
      };
      return this.data.places
        .filter((place) => this.layer.layers[place.number] && place.point)
        .map((place) => ({ place, rank: rank(place), size: size(place) }))
        .sort((a, b) => a.rank - b.rank || b.size - a.size || a.place.number - b.place.number);
    }

    regional(place) {
      return place.kind === "governorate" || place.kind === "country";
    }

    text(place) {
      const name = (this.arabic && place.arabic) || place.name;
      const clean = name.replace(DIRECTIONS, "").replace(/\s+/g, " ");
      return clean.length > MAX_LETTERS ? `${clean.slice(0, MAX_LETTERS - 1)}…` : clean;
    }

    clear() {
      this.canvas.getContext("2d").clearRect(0, 0, this.canvas.width, this.canvas.height);
    }

    /** Draw soon if a place that changed is named, but not for each frame of a fast play. */
    schedule(changed) {
      if (this.waiting || !changed.some((number) => this.named.has(number))) return;
      const wait = Math.max(AFTER_MS, EVERY_MS - (performance.now() - this.drawnAt));
      this.waiting = setTimeout(() => {
        this.waiting = 0;
        this.draw();
      }, wait);
    }

    /** Draw after the polygons, once for all that happens in a frame. */
    soon() {
      if (this.waiting || !this.begun) return;
      this.waiting = setTimeout(() => {
        this.waiting = 0;
        this.draw();
      }, AFTER_MS);
    }

    draw() {
      if (!this.begun) return;
      this.drawnAt = performance.now();
      const size = this.map.getSize();
      const ratio = window.devicePixelRatio || 1;
      this.canvas.width = size.x * ratio;
      this.canvas.height = size.y * ratio;
      this.canvas.style.width = `${size.x}px`;
      this.canvas.style.height = `${size.y}px`;
      L.DomUtil.setPosition(this.canvas, this.map.containerPointToLayerPoint([0, 0]));
      const ctx = this.canvas.getContext("2d");
      ctx.scale(ratio, ratio);
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.lineJoin = "round";
      this.shown = [];
      this.named.clear();
      this.sight = this.map.getBounds();
      for (const { place, rank } of this.order) this.place(ctx, place, rank, size);
    }

    /** Name one place if it is in sight, large enough and free. */
    place(ctx, place, rank, size) {
      if (!this.sight.contains(place.point)) return;
      const at = this.map.latLngToContainerPoint(place.point);
      const kind = this.regional(place) ? "region" : place.shape ? "place" : "point";
      if (kind === "point" && rank === 4 && this.map.getZoom() < 8.5) return;
      const room = kind === "point" ? null : this.room(place);
      if (room && room.y < SIZES[kind]) return;
      const text = this.text(place);
      const font = `${kind === "region" ? "600 " : ""}${SIZES[kind]}px ${FONT}`;
      const width = this.width(ctx, text, font);
      if (room && room.x < width * 0.8) return;
      if (kind === "region" && room.x > 3 * size.x) return;
      const centre = kind === "point" ? { x: at.x + 11 + width / 2, y: at.y } : at;
      const holder = this.holder(ctx, place, room);
      const tall = SIZES[kind] + 3 + (holder ? SIZES.holder + 2 : 0);
      const wide = Math.max(width, holder ? holder.width : 0);
      const box = { left: centre.x - wide / 2 - 2, right: centre.x + wide / 2 + 2, top: centre.y - tall / 2, bottom: centre.y + tall / 2 };
      if (this.shown.some((other) => overlap(box, other.box))) return;
      const top = holder ? centre.y - (SIZES.holder + 2) / 2 : centre.y;
      this.write(ctx, text, centre.x, top, font);
      if (holder) this.write(ctx, holder.text, centre.x, top + SIZES[kind] + 1, `${SIZES.holder}px ${FONT}`);
      this.shown.push({ id: place.id, text, box });
      this.named.add(place.number);
    }

    /** The place's size on the screen, in pixels. */
    room({ bounds: [south, west, north, east] }) {
      const a = this.map.latLngToContainerPoint([north, west]);
      const b = this.map.latLngToContainerPoint([south, east]);
      return { x: b.x - a.x, y: b.y - a.y };
    }

    /** The holder's name as a second line where there is room, so that no one has to tell colours apart. */
    holder(ctx, place, room) {
      const look = this.layer.layers[place.number].options.look;
      if (!look || !room || room.y < 40 || look.status === "unknown") return null;
      const text = look.status === "mixed" ? "mixed" : look.side.name;
      const width = this.width(ctx, text, `${SIZES.holder}px ${FONT}`);
      return width < room.x * 0.9 ? { text, width } : null;
    }

    /** The width of a text, measured once. */
    width(ctx, text, font) {
      const key = `${font}|${text}`;
      if (!this.widths.has(key)) {
        ctx.font = font;
        this.widths.set(key, ctx.measureText(text).width);
      }
      return this.widths.get(key);
    }

    write(ctx, text, x, y, font) {
      ctx.font = font;
      ctx.lineWidth = 3.5;
      ctx.strokeStyle = W.ink.halo;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = W.ink.text;
      ctx.fillText(text, x, y);
    }
  }

  function overlap(a, b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  }

  W.Labels = Labels;
})((window.Whoholds = window.Whoholds || {}));
