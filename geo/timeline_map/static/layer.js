/**
 * The polygons and points on one canvas: drawn once, then restyled only where a look has changed.
 */
(function (W) {
  "use strict";

  const MAX_ZOOM = 17;

  /** Outlines smaller than this would only blacken the map; from far away they are left out. */
  const TINY_PX = 7;

  /** Half of the widest outline, and one pixel more. */
  const EDGE_PX = 4;
  const MOST_PATCHES = 60;

  function tiny(layer) {
    const bounds = layer._rawPxBounds;
    if (!bounds) return false;
    const size = bounds.getSize();
    return Math.max(size.x, size.y) < TINY_PX;
  }

  /** Leaflet's canvas renderer, drawing looks instead of its own style options. */
  const ControlCanvas = L.Canvas.extend({
    initialize(options) {
      L.Canvas.prototype.initialize.call(this, options);
      this._patches = new Map();
      this._near = new Map();
    },

    // What lies near a layer is remembered until the map moves or the order of layers changes.
    _update() {
      this._near.clear();
      L.Canvas.prototype._update.call(this);
    },

    _initPath(layer) {
      this._near.clear();
      L.Canvas.prototype._initPath.call(this, layer);
    },

    _removePath(layer) {
      this._near.clear();
      L.Canvas.prototype._removePath.call(this, layer);
    },

    _bringToFront(layer) {
      this._near.clear();
      L.Canvas.prototype._bringToFront.call(this, layer);
    },

    /** The layers that a patch round this one touches, in drawing order. */
    _neighbours(layer, patch) {
      let near = this._near.get(layer);
      if (!near) {
        near = [];
        for (let order = this._drawFirst; order; order = order.next) {
          if (order.layer._pxBounds && order.layer._pxBounds.intersects(patch)) near.push(order.layer);
        }
        this._near.set(layer, near);
      }
      return near;
    },

    /** Ask for a layer to be painted again where it stands; nothing is projected anew. */
    repaint(layer) {
      if (this._map && layer._pxBounds) this._requestRedraw(layer);
    },

    _extendRedrawBounds(layer) {
      L.Canvas.prototype._extendRedrawBounds.call(this, layer);
      const bounds = layer._pxBounds;
      if (!bounds || this._patches.size > MOST_PATCHES) return;
      const edge = [EDGE_PX, EDGE_PX];
      this._patches.set(layer, L.bounds(bounds.min.subtract(edge)._floor(), bounds.max.add(edge)._ceil()));
    },

    /** Few changed places, wherever they lie: paint a patch round each. Many: paint all at once. */
    _redraw() {
      const patches = this._patches;
      this._patches = new Map();
      if (patches.size > MOST_PATCHES || patches.size === 0) {
        L.Canvas.prototype._redraw.call(this);
        return;
      }
      this._redrawRequest = null;
      this._redrawBounds = null;
      for (const [layer, patch] of patches) this._paintPatch(layer, patch);
    },

    _paintPatch(layer, patch) {
      const ctx = this._ctx;
      const { x, y } = patch.getSize();
      ctx.save();
      ctx.beginPath();
      ctx.rect(patch.min.x, patch.min.y, x, y);
      ctx.clip();
      ctx.clearRect(patch.min.x, patch.min.y, x, y);
      this._drawing = true;
      for (const near of this._neighbours(layer, patch)) near._updatePath();
      this._drawing = false;
      ctx.restore();
    },

    _fillStroke(ctx, layer) {
      const { look, flash, outline, over } = layer.options;
      if (look && look.pieces) {
        for (const piece of look.pieces) this._paintPiece(ctx, piece, over);
        L.Canvas.prototype._updatePoly.call({ _drawing: true, _ctx: ctx, _fillStroke() {} }, layer, true);
      }
      if (look) {
        const seen = tiny(layer) ? { ...look, contested: false } : look;
        W.paint(ctx, seen, null, { flash, over: over && !look.pieces });
        return;
      }
      if (outline === "place" && tiny(layer)) return;
      if (outline === "point" && this._map.getZoom() < 8) return;
      ctx.globalAlpha = 1;
      ctx.setLineDash(outline === "point" ? [2, 2] : []);
      ctx.lineWidth = outline === "region" ? 1.6 : 0.8;
      ctx.strokeStyle = W.ink.outline;
      ctx.stroke();
    },

    /** Paint a part cut by direction; it has no layer of its own, so that it lies where its place lies. */
    _paintPiece(ctx, piece, over) {
      const key = `${this._map.getZoom()} ${this._map.getPixelOrigin()}`;
      if (piece.key !== key) {
        piece.key = key;
        piece.path = new Path2D();
        for (const ring of piece.shape.flat()) {
          for (let at = 0; at < ring.length; at += 2) {
            const { x, y } = this._map.latLngToLayerPoint([ring[at + 1], ring[at]]);
            if (at) piece.path.lineTo(x, y);
            else piece.path.moveTo(x, y);
          }
          piece.path.closePath();
        }
      }
      W.paint(ctx, piece.look, null, { over, path: piece.path });
    },
  });

  class ControlLayer {
    constructor(map, data, states, styles) {
      Object.assign(this, { map, data, states, styles });
      this.renderer = new ControlCanvas({ padding: 0.2 });
      const pane = map.createPane("wh-marks");
      pane.style.zIndex = 440;
      pane.style.pointerEvents = "none";
      this.marks = L.svg({ pane: "wh-marks" });
      this.group = L.featureGroup();
      this.layers = new Array(data.places.length).fill(null);
      this.selected = -1;
      this.day = null;
      this.build();
    }

    /** Make all layers; they come onto the map only when it has its view, so that none is projected twice. */
    build() {
      const drawable = this.data.places.filter((place) => place.shape || place.point);
      for (const place of drawable) this.layers[place.number] = this.make(place);
      // Large first, so that a city lies under its quarters; points last.
      const size = (place) => (place.shape ? this.extent(place) : -1);
      drawable.sort((a, b) => size(b) - size(a) || a.number - b.number);
      for (const place of drawable) this.group.addLayer(this.layers[place.number]);
      this.map.on("zoomend", () => this.resize());
    }

    addTo(map) {
      this.resize();
      this.group.addTo(map);
    }

    resize() {
      const radius = this.radius();
      for (const layer of this.layers) {
        if (layer && layer.setRadius && layer.options.radius !== radius) layer.setRadius(radius);
      }
    }

    extent({ bounds: [south, west, north, east] }) {
      return (north - south) * (east - west);
    }

    make(place) {
      const outline = place.shape ? (place.kind === "governorate" || place.kind === "country" ? "region" : "place") : "point";
      const options = { renderer: this.renderer, look: null, outline, place: place.number, flash: false, over: this.inside(place) };
      return place.shape
        ? new W.Area(place.shape, place.bounds, { ...options, smoothFactor: 0.5 })
        : L.circleMarker(place.point, { ...options, radius: 7 });
    }

    /** Whether a place round this one has a polygon of its own, on which this one lies. */
    inside(place) {
      for (let at = place.parent, steps = 0; at >= 0 && steps < 20; at = this.data.places[at].parent, steps++) {
        if (this.data.places[at].shape) return true;
      }
      return false;
    }

    /** Points are small from far away, so that a country of towns stays readable. */
    radius() {
      const zoom = this.map.getZoom();
      return zoom < 8 ? 4 : zoom < 10 ? 5.5 : 7;
    }

    /** Restyle what differs on `day`; returns the numbers of the places that changed. */
    setDay(day) {
      const changed = [];
      for (let number = 0; number < this.layers.length; number++) {
        const layer = this.layers[number];
        if (layer === null) continue;
        const interval = this.states.at(number, day);
        const look = interval === null ? this.untold(number) : this.styles.look(interval, day);
        if (look === layer.options.look) continue;
        this.dress(layer, look);
        changed.push(number);
      }
      this.day = day;
      return changed;
    }

    dress(layer, look) {
      layer.options.look = look;
      this.renderer.repaint(layer);
    }

    /** Grey where reports speak of the place but not of this day; only an outline where none ever does. */
    untold(number) {
      if (!this.states.touched(number)) return null;
      this.unknown = this.unknown || {
        ...W.sample("plain", this.data.sides[-1]), alpha: W.UNKNOWN_ALPHA, holder: null, status: "unknown", settled: true, contested: false,
      };
      return this.unknown;
    }

    mark(number, name, value) {
      const layer = this.layers[number];
      if (!layer || layer.options[name] === value) return;
      layer.options[name] = value;
      this.renderer.repaint(layer);
    }

    /** Outline the place selected, above everything and without changing what lies over what. */
    select(number) {
      this.selected = number;
      if (this.outline) this.outline.remove();
      const layer = this.layers[number];
      this.outline = null;
      if (!layer) return;
      const style = { renderer: this.marks, fill: false, interactive: false, weight: 4, color: W.ink.selected };
      const place = this.data.places[number];
      this.outline = place.shape
        ? new W.Area(place.shape, place.bounds, style)
        : L.circleMarker(place.point, { ...style, radius: layer.getRadius() + 3 });
      this.outline.addTo(this.map);
    }

    redraw() {
      this.layers.forEach((layer) => layer && this.renderer.repaint(layer));
      this.select(this.selected);
    }

    /** What is drawn now, read back from the layers: place id → look, null where only an outline is. */
    drawn() {
      const states = {};
      this.layers.forEach((layer, number) => {
        if (layer === null) return;
        const look = layer.options.look;
        states[this.data.places[number].id] = look && {
          holder: look.holder, status: look.status, settled: look.settled, contested: look.contested, kind: look.kind,
          pieces: look.pieces && look.pieces.map((piece) => piece.look.side.id),
        };
      });
      return states;
    }

    /** Bounds of the theatre's focus, else of the places that reports speak of, else of everything. */
    bounds() {
      const all = this.data.places.filter((place) => this.layers[place.number]);
      const touched = all.filter((place) => this.states.touched(place.number));
      const focus = this.data.focus;
      const inside = (place) => {
        for (let at = place.number, steps = 0; at >= 0 && steps < 20; at = this.data.places[at].parent, steps++) {
          if (at === focus) return true;
        }
        return false;
      };
      const choices = [focus >= 0 ? touched.filter(inside) : [], touched, all];
      const chosen = choices.find((places) => places.length > 0) || [];
      const bounds = L.latLngBounds([]);
      for (const place of chosen) {
        if (place.shape) bounds.extend([place.bounds.slice(0, 2), place.bounds.slice(2)]);
        else bounds.extend(place.point);
      }
      return bounds;
    }

    fit() {
      const bounds = this.bounds();
      if (!bounds.isValid()) {
        this.map.setView([0, 0], 2, { animate: false });
        return;
      }
      // The legend covers the right side of a wide map: what matters goes beside it.
      const legend = document.getElementById("wh-legend");
      const beside = legend && legend.offsetWidth * 2 < this.map.getSize().x;
      const right = beside ? legend.offsetWidth + 20 : 12;
      this.map.fitBounds(bounds, {
        paddingTopLeft: [12, 50], paddingBottomRight: [right, 12], maxZoom: MAX_ZOOM, animate: false,
      });
    }
  }

  W.ControlLayer = ControlLayer;
})((window.Whoholds = window.Whoholds || {}));
