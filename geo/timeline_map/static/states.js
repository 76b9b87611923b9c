/**
 * Who holds each place on a day: one pointer a place, moved as the day moves.
 * Playing forward or backward moves few pointers by one; a jump walks each of them to where it belongs.
 */
(function (W) {
  "use strict";

  class States {
    constructor(data) {
      this.data = data;
      this.tracks = data.places.map(() => []);
      this.pointers = new Int32Array(data.places.length);
      this.stage = -1;
      this.setStage(data.stages.length - 1);
    }

    /** Show what was known at a stage; stages hold only differences, so they are walked from the first. */
    setStage(stage) {
      if (stage === this.stage) return;
      const from = stage > this.stage ? this.stage + 1 : 0;
      if (from === 0) this.tracks = this.data.places.map(() => []);
      for (let at = from; at <= stage; at++) {
        for (const [place, ids] of this.data.stages[at].tracks) {
          this.tracks[place] = ids.map((id) => this.data.intervals[id]);
        }
      }
      this.stage = stage;
      this.pointers.fill(0);
    }

    /** The interval in force at a place on a day, or null where no report says anything. */
    at(place, day) {
      const track = this.tracks[place];
      if (track.length === 0) return null;
      let pointer = this.pointers[place];
      while (pointer > 0 && track[pointer].start > day) pointer--;
      while (pointer < track.length - 1 && track[pointer + 1].start <= day) pointer++;
      this.pointers[place] = pointer;
      const interval = track[pointer];
      return interval.start <= day && day < interval.end ? interval : null;
    }

    /** Whether any report ever touches the place at this stage. */
    touched(place) {
      return this.tracks[place].length > 0;
    }

    get changes() {
      return this.data.stages[this.stage].changes;
    }
  }

  W.States = States;
})((window.Whoholds = window.Whoholds || {}));
