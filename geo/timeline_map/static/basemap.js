/**
 * Street tiles under the polygons: only where the page was made with a basemap, and only when they are switched on.
 * If no tile can be loaded, the switch goes off again and says so; the map itself needs none.
 */
(function (W) {
  "use strict";

  class Basemap {
    constructor(map, settings) {
      this.map = map;
      this.box = document.getElementById("wh-tiles");
      this.note = document.getElementById("wh-tiles-note");
      this.box.closest("label").hidden = !settings;
      if (!settings) return;
      const { url, attribution, maxZoom, subdomains } = settings;
      this.layer = L.tileLayer(url, { maxZoom: 19, maxNativeZoom: maxZoom, subdomains: subdomains || "abc", zIndex: 1 });
      this.attribution = attribution;
      this.loaded = 0;
      this.layer.on("tileload", () => (this.loaded += 1));
      this.layer.on("tileerror", () => this.loaded === 0 && this.failed());
      this.box.addEventListener("change", () => (this.box.checked ? this.on() : this.off("")));
    }

    on() {
      this.loaded = 0;
      this.layer.addTo(this.map);
      this.note.textContent = this.attribution;
    }

    off(reason) {
      this.layer.remove();
      this.note.textContent = reason;
    }

    failed() {
      this.box.checked = false;
      this.off("Street tiles cannot be reached.");
    }
  }

  W.Basemap = Basemap;
})((window.Whoholds = window.Whoholds || {}));
