/**
 * Reads the data that encode.py wrote: rows become objects, encoded rings become [lat, lon] pairs.
 */
(function (W) {
  "use strict";

  const FORMAT = 1;
  const SCALE = 1e5;
  const UNSETTLED = 1;
  const CONTESTED = 2;

  /** Decode a ring (longitude first, as encode.py writes it) into Leaflet's [lat, lon] pairs. */
  function ring(text) {
    const points = [];
    let at = 0, x = 0, y = 0;
    const next = () => {
      let bits = 0, shift = 0, byte;
      do {
        byte = text.charCodeAt(at++) - 63;
        bits |= (byte & 31) << shift;
        shift += 5;
      } while (byte >= 32);
      return bits & 1 ? ~(bits >> 1) : bits >> 1;
    };
    while (at < text.length) {
      x += next();
      y += next();
      points.push([y / SCALE, x / SCALE]);
    }
    return points;
  }

  const shape = (rows) => rows && rows.map((rings) => rings.map(ring));

  function place(row, number) {
    const [id, name, arabic, kind, parent, basis, km2, aliases, rows, point] = row;
    return {
      number, id, name, arabic, kind, parent, basis, km2, aliases,
      shape: shape(rows),
      point: point && [point[1], point[0]],
    };
  }

  function interval(row, number) {
    return {
      number,
      place: row[0],
      start: row[1] === null ? -Infinity : row[1],
      end: row[2] === null ? Infinity : row[2],
      holder: row[3],
      status: row[4],
      settled: !(row[5] & UNSETTLED),
      contested: Boolean(row[5] & CONTESTED),
      earliest: row[6],
      latest: row[7],
      independent: row[8],
      confirmed: row[9],
      credibility: row[10],
      quote: row[11],
      sources: row[12] || [],
      shares: row[13] || [],
      parts: row[14] || [],
      cut: row[15] === undefined ? -1 : row[15],
    };
  }

  function change(row) {
    const [place, from, to, earliest, latest, status, independent, part] = row;
    return { place, from, to, earliest, latest, status, independent, part };
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
      places: data.places.map(place),
      quotes: data.quotes.map(([text, publisher, published]) => ({ text, publisher, published })),
      cuts: data.cuts.map((pieces) => pieces.map(([side, rows]) => ({ side, shape: shape(rows) }))),
      intervals: data.intervals.map(interval),
      stages: data.stages.map((stage) => ({ ...stage, changes: stage.changes.map(change) })),
    };
  };
})((window.Whoholds = window.Whoholds || {}));
