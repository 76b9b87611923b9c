/**
 * Playing: days pass by the clock of the screen, so many a second, until the last.
 */
(function (W) {
  "use strict";

  class Player {
    /** @param {function(number)} go shows a day @param {function(): number} now says which is shown */
    constructor(calendar, now, go, onChange) {
      Object.assign(this, { calendar, now, go, onChange });
      this.speed = 4;
      this.playing = false;
      this.frames = 0;
    }

    toggle() {
      if (this.playing) this.stop();
      else this.start();
    }

    start() {
      if (this.playing || this.calendar.count < 2) return;
      if (this.now() >= this.calendar.last) this.go(0);
      this.playing = true;
      this.onChange(true);
      let before = null, owed = 0;
      const frame = (time) => {
        if (!this.playing) return;
        this.frames += 1;
        owed += before === null ? 0 : (Math.min(time - before, 250) / 1000) * this.speed;
        before = time;
        const whole = Math.floor(owed);
        if (whole > 0) {
          owed -= whole;
          this.go(Math.min(this.now() + whole, this.calendar.last));
          if (this.now() >= this.calendar.last) return this.stop();
        }
        requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    }

    stop() {
      if (!this.playing) return;
      this.playing = false;
      this.onChange(false);
    }
  }

  W.Player = Player;
})((window.Whoholds = window.Whoholds || {}));
