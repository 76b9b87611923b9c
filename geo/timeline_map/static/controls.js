/**
 * Connects what people press, drag and type with the map's actions.
 */
(function (W) {
  "use strict";

  const byId = (id) => document.getElementById(id);
  const TIMED = ["wh-slider", "wh-day", "wh-play", "wh-previous", "wh-next", "wh-speed"];

  /** Fill in what the data decides once. */
  W.prepareControls = function (app) {
    const { calendar, data } = app;
    for (const id of TIMED) byId(id).disabled = calendar.count === 0;
    byId("wh-slider").max = String(calendar.last);
    if (calendar.count > 0) {
      byId("wh-day").min = calendar.iso(0);
      byId("wh-day").max = calendar.iso(calendar.last);
      byId("wh-first").textContent = calendar.long(0);
      byId("wh-last").textContent = calendar.long(calendar.last);
    }
    const stages = data.stages.length;
    byId("wh-known-row").hidden = stages < 2;
    byId("wh-known").max = String(stages - 1);
    byId("wh-known").value = String(stages - 1);
    byId("wh-arabic").closest("label").hidden = !data.places.some((place) => place.arabic);
    byId("wh-credit").replaceChildren(W.outside([...data.attribution, data.generator].join(" · ")));
  };

  W.listenControls = function (app) {
    const { bars } = app;
    const slider = byId("wh-slider");
    slider.addEventListener("input", () => app.setDay(Number(slider.value), "hand"));
    byId("wh-day").addEventListener("change", (event) => {
      const day = app.calendar.number(event.target.value);
      if (day !== null) app.setDay(day, "hand");
    });
    byId("wh-speed").addEventListener("change", (event) => (app.player.speed = Number(event.target.value)));
    byId("wh-play").addEventListener("click", () => app.player.toggle());
    byId("wh-previous").addEventListener("click", () => app.step(-1));
    byId("wh-next").addEventListener("click", () => app.step(1));
    byId("wh-known").addEventListener("input", (event) => app.setKnown(Number(event.target.value), "hand"));
    byId("wh-fade").addEventListener("change", (event) => app.setFading(event.target.checked));
    byId("wh-arabic").addEventListener("change", (event) => app.setArabic(event.target.checked));
    const canvas = byId("wh-bars");
    canvas.addEventListener("click", (event) => app.setDay(bars.dayAt(event.clientX), "hand"));
    canvas.addEventListener("mousemove", (event) => (canvas.title = bars.title(bars.dayAt(event.clientX))));
    document.addEventListener("keydown", (event) => key(app, event));
  };

  /** Keys that work everywhere but where one writes; arrows pan while the map itself has the focus. */
  function key(app, event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target;
    const writes = target.matches("input:not([type=range]):not([type=checkbox]), select, textarea, #wh-known");
    const pans = app.map.getContainer().contains(target);
    const acts = {
      ArrowLeft: () => app.setDay(app.day - 1, "hand"),
      ArrowRight: () => app.setDay(app.day + 1, "hand"),
      PageUp: () => app.step(-1),
      PageDown: () => app.step(1),
      Home: () => app.setDay(0, "hand"),
      End: () => app.setDay(app.calendar.last, "hand"),
      Escape: () => app.select(-1, "hand"),
      " ": () => app.player.toggle(),
    };
    const act = acts[event.key];
    if (!act || writes || (pans && event.key.startsWith("Arrow"))) return;
    if (event.key === " " && target.matches("button, summary, a, input[type=checkbox]")) return;
    event.preventDefault();
    act();
  }
})((window.Whoholds = window.Whoholds || {}));
