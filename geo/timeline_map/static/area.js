/**
 * A place's polygons as a Leaflet layer that is projected from plain numbers. A country of thousands of places opens
 * several times faster than with Leaflet's own polygons, which make two objects a corner before the first is drawn.
 */
(function (W) {
  "use strict";

  const MAX_LATITUDE = 85.0511287798;
  /** Leaflet's width of the whole world at zoom 0, in pixels. */
  const WORLD_PX = 256;

  /** A latitude on the Web Mercator map (EPSG:3857), 0 at its north and 1 at its south edge. */
  function down(latitude) {
    const sine = Math.sin((Math.max(Math.min(latitude, MAX_LATITUDE), -MAX_LATITUDE) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }

  /** A ring of lon, lat, lon, lat … degrees in shares of the world's width and height. */
  function onWorld(ring) {
    const made = new Float64Array(ring.length);
    for (let at = 0; at < ring.length; at += 2) {
      made[at] = ring[at] / 360 + 0.5;
      made[at + 1] = down(ring[at + 1]);
    }
    return made;
  }

  W.Area = L.Polygon.extend({
    /** @param {Float64Array[][]} shape polygons of rings of lon, lat … @param {number[]} bounds south, west, north, east */
    initialize(shape, bounds, options) {
      L.setOptions(this, { noClip: true, ...options });
      this._latlngs = [];
      this._world = shape.flat().map(onWorld);
      this._bounds = L.latLngBounds([bounds.slice(0, 2), bounds.slice(2)]);
    },

    _project() {
      const size = WORLD_PX * 2 ** this._map.getZoom();
      const origin = this._map.getPixelOrigin();
      let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
      this._rings = this._world.map((ring) => {
        const points = new Array(ring.length / 2);
        for (let at = 0; at < ring.length; at += 2) {
          const x = Math.round(ring[at] * size) - origin.x;
          const y = Math.round(ring[at + 1] * size) - origin.y;
          if (x < left) left = x;
          if (x > right) right = x;
          if (y < top) top = y;
          if (y > bottom) bottom = y;
          points[at / 2] = new L.Point(x, y);
        }
        return points;
      });
      this._rawPxBounds = new L.Bounds(new L.Point(left, top), new L.Point(right, bottom));
      this._updateBounds();
    },
  });
})((window.Whoholds = window.Whoholds || {}));
