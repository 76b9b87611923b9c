/**
 * Reads the data that encode.py wrote: rows become objects, encoded rings become numbers.
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

  const unpack = (packed, count) => packed.map((text) => column(text, count));

  /** Numbers from 0 up to `count`, each made into something. */
  function each(count, make) {
    const made = new Array(count);
    for (let at = 0; at < count; at++) made[at] = make(at);
    return made;
  }

  /** A ring as packing.py writes it: longitude, latitude, longitude … in degrees. */
  function ring(text) {
    const made = Float64Array.from(numbers(text));
    for (let at = 2; at < made.length; at++) made[at] += made[at - 2];
    return made.map((whole) => whole / SCALE);
  }

  const shape = (polygons) => polygons && polygons.map((rings) => rings.map(ring));

  /** [south, west, north, east] of a shape; only outer rings can lie outermost. */
  function extent(polygons) {
    const bounds = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [outer] of polygons) {
      for (let at = 0; at < outer.length; at += 2) {
        const lon = outer[at], lat = outer[at + 1];
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
      point: point && [...ring(point)].reverse(),
    };
  }

  function intervals(packed, count, rares) {
    const [
      start, end, holder, status, flags, earliest, latest, independent, confirmed, credibility, quote, sources, shares,
      parts, cut,
    ] = unpack(packed, count);
    const rare = (number) => (number === null ? [] : rares[number]);
    return each(count, (at) => {
      const base = start[at] || 0;
      const day = (after) => (after === null ? null : base + after);
      return {
        number: at,
        start: start[at] === null ? -Infinity : start[at],
        end: end[at] === null ? Infinity : base + end[at],
        holder: holder[at],
        status: status[at],
        independent: independent[at],
        credibility: credibility[at],
        quote: quote[at],
        settled: !(flags[at] & UNSETTLED),
        contested: Boolean(flags[at] & CONTESTED),
        earliest: day(earliest[at]),
        latest: day(latest[at]),
        confirmed: day(confirmed[at]),
        sources: rare(sources[at]),
        shares: rare(shares[at]),
        parts: rare(parts[at]),
        cut: cut[at],
      };
    });
  }

  function changes(packed, count, rares) {
    const [place, from, to, latest, span, status, independent, part] = unpack(packed, count);
    return each(count, (at) => ({
      place: place[at],
      from: from[at],
      to: to[at],
      latest: latest[at],
      status: status[at],
      independent: independent[at],
      earliest: latest[at] - span[at],
      part: part[at] === null ? null : rares[part[at]][0],
    }));
  }

  /** Tracks as pairs of a place's number and its interval numbers. */
  function tracks({ count, places, total, ids }) {
    const all = column(ids, total);
    const [numbered, lengths] = count ? unpack(places, count) : [[], []];
    let from = 0;
    return each(count, (at) => [numbered[at], all.slice(from, (from += lengths[at]))]);
  }

  /** The data that stands in the page as JSON, which browsers read faster than the same text as a script. */
  W.embedded = () => JSON.parse(document.getElementById("wh-data").textContent);

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
      intervals: data.count ? intervals(data.intervals, data.count, data.rares) : [],
      stages: data.stages.map((stage) => ({
        known: stage.known,
        tracks: tracks(stage.tracks),
        changes: stage.count ? changes(stage.changes, stage.count, data.rares) : [],
      })),
    };
  };
})((window.Whoholds = window.Whoholds || {}));
