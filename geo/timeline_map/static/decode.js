/**
 * Reads the data that encode.py wrote: rows become objects, encoded rings become [lat, lon] pairs.
 */
(function (W) {
  "use strict";

  const FORMAT = 1;
  const SCALE = 1e5;
  const UNSETTLED = 1;
  const CONTESTED = 2;

  /** The numbers of an encoded polyline. */
  function numbers(text) {
    const found = [];
    let at = 0;
    while (at < text.length) {
      let bits = 0, shift = 0, byte;
      do {
        byte = text.charCodeAt(at++) - 63;
        bits |= (byte & 31) << shift;
        shift += 5;
      } while (byte >= 32);
      found.push(bits & 1 ? ~(bits >> 1) : bits >> 1);
    }
    return found;
  }

  /** A column in one of packing.py's three forms: plain, one value for all (`*`), or steps (`+`). */
  function column(text, count) {
    const lift = (n) => (n === 0 ? null : n > 0 ? n - 1 : n);
    if (text[0] === "*") return new Array(count).fill(lift(numbers(text.slice(1))[0]));
    if (text[0] !== "+") return numbers(text).map(lift);
    let value = 0;
    return numbers(text.slice(1)).map((step) => (value += step));
  }

  /** Packed rows as arrays of numbers. */
  function rows(packed, count) {
    const columns = packed.map((text) => column(text, count));
    return Array.from({ length: count }, (_, at) => columns.map((values) => values[at]));
  }

  /** A ring (longitude first, as packing.py writes it) as Leaflet's [lat, lon] pairs. */
  function ring(text) {
    const steps = numbers(text);
    const points = [];
    for (let at = 0, x = 0, y = 0; at < steps.length; at += 2) {
      x += steps[at];
      y += steps[at + 1];
      points.push([y / SCALE, x / SCALE]);
    }
    return points;
  }

  const shape = (polygons) => polygons && polygons.map((rings) => rings.map(ring));

  /** [south, west, north, east] of a shape; only outer rings can lie outermost. */
  function extent(polygons) {
    const bounds = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [outer] of polygons) {
      for (const [lat, lon] of outer) {
        if (lat < bounds[0]) bounds[0] = lat;
        if (lon < bounds[1]) bounds[1] = lon;
        if (lat > bounds[2]) bounds[2] = lat;
        if (lon > bounds[3]) bounds[3] = lon;
      }
    }
    return bounds;
  }

  function place(row, number, data) {
    const [id, name, arabic, kind, parent, basis, km2, aliases, polygons, point] = row;
    const drawn = shape(polygons);
    return {
      number, id, name, arabic, parent, km2, aliases,
      kind: data.kinds[kind],
      basis: data.bases[basis],
      shape: drawn,
      bounds: drawn && extent(drawn),
      point: point && ring(point)[0],
    };
  }

  function interval(row, number, rares) {
    const [start, end, holder, status, flags, earliest, latest, independent, confirmed, credibility, quote] = row;
    const base = start || 0;
    const day = (after) => (after === null ? null : base + after);
    return {
      number,
      start: start === null ? -Infinity : start,
      end: end === null ? Infinity : base + end,
      holder, status, independent, credibility, quote,
      settled: !(flags & UNSETTLED),
      contested: Boolean(flags & CONTESTED),
      earliest: day(earliest),
      latest: day(latest),
      confirmed: day(confirmed),
      sources: row[11] === null ? [] : rares[row[11]],
      shares: row[12] === null ? [] : rares[row[12]],
      parts: row[13] === null ? [] : rares[row[13]],
      cut: row[14],
    };
  }

  function changes(packed, count, rares) {
    return rows(packed, count).map(([place, from, to, latest, span, status, independent, part]) => ({
      place, from, to, latest, status, independent,
      earliest: latest - span,
      part: part === null ? null : rares[part][0],
    }));
  }

  /** Tracks as pairs of a place's number and its interval numbers. */
  function tracks({ count, places, total, ids }) {
    const all = column(ids, total);
    let at = 0;
    return rows(places, count).map(([place, length]) => [place, all.slice(at, (at += length))]);
  }

  /** Turn the page's data into objects; throws if it was written for another page. */
  W.decode = function (data) {
    if (data.format !== FORMAT) {
      throw new Error(`This page reads data of format ${FORMAT}, not ${data.format}: make it anew.`);
    }
    const sides = data.sides.map(([id, name, colour, pattern], number) => ({ number, id, name, colour, pattern }));
    sides[-1] = { number: -1, id: null, name: "unknown", colour: "#8a8a8a", pattern: "" };
    return {
      title: data.title,
      generator: data.generator,
      attribution: data.attribution,
      calendar: new W.Calendar(data.day0, data.days),
      day: data.day,
      focus: data.focus,
      statuses: data.statuses,
      sides,
      places: data.places.map((row, number) => place(row, number, data)),
      quotes: data.quotes.map(([text, publisher, published]) => ({ text, publisher, published })),
      cuts: data.cuts.map((pieces) => pieces.map(([side, rings]) => ({ side, shape: shape(rings) }))),
      intervals: rows(data.intervals, data.count).map((row, number) => interval(row, number, data.rares)),
      stages: data.stages.map((stage) => ({
        known: stage.known,
        tracks: tracks(stage.tracks),
        changes: changes(stage.changes, stage.count, data.rares),
      })),
    };
  };
})((window.Whoholds = window.Whoholds || {}));
