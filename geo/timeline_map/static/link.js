/**
 * The link to a page that holds this one in a frame. Messages are plain objects with `whoholds: 1`; only the
 * parent window is heard, and everything that it says is checked.
 *
 *   out  {type: "ready"}                                        once, when the map can be steered
 *        {type: "view", day, known, place, playing, by}         after every change made here
 *   in   {type: "set", day?, known?, place?, theme?}            steers the map; is not answered by a "view"
 */
(function (W) {
  "use strict";

  const framed = () => window.parent !== window;
  const COLOUR = /^(#[0-9a-f]{3,8}|rgba?\([0-9., ]{3,40}\))$/i;

  W.send = function (message) {
    if (framed()) window.parent.postMessage({ whoholds: 1, ...message }, "*");
  };

  W.listen = function (steer) {
    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || !framed()) return;
      const message = event.data;
      if (!message || message.whoholds !== 1 || message.type !== "set") return;
      steer(message);
    });
  };

  /** Take over the surrounding page's colours. */
  W.applyTheme = function (theme) {
    if (!theme || typeof theme !== "object") return;
    const root = document.documentElement;
    if (theme.base === "light" || theme.base === "dark") root.dataset.theme = theme.base;
    for (const [name, key] of [["--wh-back", "background"], ["--wh-text", "text"], ["--wh-accent", "primary"]]) {
      if (typeof theme[key] === "string" && COLOUR.test(theme[key].trim())) root.style.setProperty(name, theme[key].trim());
    }
  };

  /** Read the drawing colours from the style sheet, which knows the theme. */
  W.readInk = function () {
    const style = getComputedStyle(document.documentElement);
    for (const key of Object.keys(W.ink)) {
      const value = style.getPropertyValue(`--wh-${key}`).trim();
      if (value) W.ink[key] = value;
    }
  };
})((window.Whoholds = window.Whoholds || {}));
