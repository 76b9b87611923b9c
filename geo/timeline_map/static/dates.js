/**
 * Days as numbers counted from the first day of the data, and as people write them.
 * All arithmetic is in UTC, so that no time zone or summer time can shift a day.
 */
(function (W) {
  "use strict";

  const DAY_MS = 86400000;
  const MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
  ];

  class Calendar {
    /** @param {string|null} day0 ISO day of number 0 @param {number} count how many days there are */
    constructor(day0, count) {
      this.origin = day0 === null ? 0 : Date.parse(day0 + "T00:00:00Z");
      this.count = count;
    }

    get last() {
      return Math.max(this.count - 1, 0);
    }

    clamp(day) {
      return Math.min(Math.max(Math.round(day), 0), this.last);
    }

    /** "2016-11-27" */
    iso(day) {
      return new Date(this.origin + day * DAY_MS).toISOString().slice(0, 10);
    }

    /** The number of an ISO day, or null if it is not one. */
    number(iso) {
      if (typeof iso !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
      const time = Date.parse(iso + "T00:00:00Z");
      return Number.isNaN(time) ? null : Math.round((time - this.origin) / DAY_MS);
    }

    /** "27 November 2016" */
    long(day) {
      const date = new Date(this.origin + day * DAY_MS);
      return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
    }

    /** "27 Nov" */
    short(day) {
      const date = new Date(this.origin + day * DAY_MS);
      return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()].slice(0, 3)}`;
    }

    /** "27 Nov", "26–27 Nov", "30 Nov – 2 Dec" */
    shortSpan(earliest, latest) {
      const [first, second] = [this.short(earliest).split(" "), this.short(latest).split(" ")];
      if (earliest === latest) return second.join(" ");
      return first[1] === second[1] ? `${first[0]}–${second.join(" ")}` : `${first.join(" ")} – ${second.join(" ")}`;
    }

    /** "27 November 2016", or "26–27 November 2016" for a day that is not settled, as short as it can be said. */
    span(earliest, latest) {
      if (earliest === null && latest === null) return "an unknown day";
      if (earliest === null) return `by ${this.long(latest)}`;
      if (latest === null || earliest === latest) return this.long(earliest);
      const [first, second] = [this.long(earliest).split(" "), this.long(latest).split(" ")];
      if (first[2] !== second[2]) return `${first.join(" ")} – ${second.join(" ")}`;
      if (first[1] !== second[1]) return `${first[0]} ${first[1]} – ${second.join(" ")}`;
      return `${first[0]}–${second.join(" ")}`;
    }
  }

  W.Calendar = Calendar;
})((window.Whoholds = window.Whoholds || {}));
