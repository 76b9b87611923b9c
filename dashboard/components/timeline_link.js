/**
 * Carries what is chosen between Python and the map's frame.
 *
 * To Python: one message under way at a time. It is sent a moment after the hand rests, and the next one only when
 * Python has acknowledged it by its number, or after a time-out for connections that were lost.
 * To the map: Python's command, once for each `seq`; and the colours of the page's theme when they change.
 */
const REST_MS = 80;
const PLAYING_MS = 1000;
const LOST_MS = 5000;
const LATEST_MS = 4000;
const links = new WeakMap();

/** Light or dark, by the luminance of a colour that the browser can compute. */
function base(colour) {
  const [r, g, b] = (colour.match(/[\d.]+/g) || [255, 255, 255]).map(Number);
  return 0.299 * r + 0.587 * g + 0.114 * b < 128 ? "dark" : "light";
}

/** A CSS colour in the form rgb(…), whatever form the theme writes it in. */
function computed(element, colour) {
  const probe = document.createElement("span");
  probe.style.color = colour;
  element.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

class Link {
  constructor(parentElement) {
    this.parentElement = parentElement;
    this.number = 0;
    this.underway = 0;
    this.waiting = null;
    this.timer = null;
    this.lost = null;
    this.seq = 0;
    this.theme = "";
    this.told = false;
    this.latest = setTimeout(() => this.tellReady(), LATEST_MS);
    this.listener = (event) => this.hear(event);
    window.addEventListener("message", this.listener);
  }

  get frame() {
    const name = CSS.escape(this.data.frame);
    return document.querySelector(`iframe[data-whoholds="${name}"]`);
  }

  /** Streamlit calls with new data, new callbacks, or a new theme. */
  refresh(data, setStateValue) {
    this.data = data;
    this.setStateValue = setStateValue;
    if (this.number < data.ack) this.number = data.ack;
    if (this.underway && data.ack >= this.underway) this.free();
    if (data.seq > this.seq) this.steer();
    this.paint(false);
  }

  say(message) {
    const frame = this.frame;
    if (frame && frame.contentWindow) frame.contentWindow.postMessage({ whoholds: 1, type: "set", ...message }, "*");
  }

  /** What Python wants shown; the second handle only where it is linked. */
  wanted() {
    const { day, place, known, handle } = this.data;
    return handle ? { known, day, place } : { day, place };
  }

  /** Have the map show what Python wants; a choice of the hand that still waits is older and is dropped. */
  steer() {
    this.seq = this.data.seq;
    this.waiting = null;
    this.say(this.wanted());
    this.address(this.data);
  }

  paint(always) {
    const style = getComputedStyle(this.parentElement);
    const colour = (name) => computed(this.parentElement, style.getPropertyValue(name).trim());
    const theme = {
      background: colour("--st-background-color"),
      text: colour("--st-text-color"),
      primary: colour("--st-primary-color"),
    };
    theme.base = base(theme.background);
    const key = JSON.stringify(theme);
    if (!always && key === this.theme) return;
    this.theme = key;
    this.say({ theme });
  }

  /** Tell Python once that the map stands, so that what costs the browser time may follow; at the latest after a while. */
  tellReady() {
    clearTimeout(this.latest);
    if (this.told || !this.setStateValue) return;
    this.told = true;
    this.setStateValue("ready", true);
  }

  hear(event) {
    const frame = this.frame;
    const message = event.data;
    if (!frame || event.source !== frame.contentWindow || !message || message.whoholds !== 1) return;
    if (message.type === "ready") {
      this.tellReady();
      this.paint(true);
      if (this.waiting === null) this.say(this.wanted());
    }
    if (message.type === "view" && typeof message.day === "string") {
      this.waiting = {
        day: message.day, place: message.place, known: message.known, playing: message.playing === true,
      };
      this.soon();
    }
  }

  soon() {
    const resting = !this.waiting.playing;
    if (this.timer && !resting) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = null;
      this.send();
    }, resting ? REST_MS : PLAYING_MS);
  }

  send() {
    if (this.waiting === null || this.underway) return;
    this.number += 1;
    this.underway = this.number;
    const view = { ...this.waiting, n: this.number };
    this.waiting = null;
    this.address(view);
    this.lost = setTimeout(() => this.free(), LOST_MS);
    this.setStateValue("view", view);
  }

  /** The message under way has arrived, or is given up: send what has gathered since. */
  free() {
    clearTimeout(this.lost);
    this.underway = 0;
    if (this.waiting !== null) this.soon();
  }

  /** Keep the address in step, without a new entry in the browser's history. */
  address({ day, place, known }) {
    if (!this.data.permalink || day === null) return;
    const url = new URL(window.location.href);
    url.searchParams.set("day", day);
    if (place) url.searchParams.set("place", place);
    else url.searchParams.delete("place");
    if (this.data.handle && known) url.searchParams.set("known_by", known);
    else if (this.data.handle) url.searchParams.delete("known_by");
    if (url.href !== window.location.href) window.history.replaceState(window.history.state, "", url);
  }

  close() {
    window.removeEventListener("message", this.listener);
    clearTimeout(this.timer);
    clearTimeout(this.lost);
    clearTimeout(this.latest);
  }
}

export default function ({ parentElement, data, setStateValue }) {
  let link = links.get(parentElement);
  if (!link) {
    link = new Link(parentElement);
    links.set(parentElement, link);
  }
  link.refresh(data, setStateValue);
  return () => {
    link.close();
    links.delete(parentElement);
  };
}
