/**
 * Fills that say more than a colour: hatches for doubt, textures for sides, stripes for shares.
 * Each is a small tile drawn once and repeated by the canvas.
 */
(function (W) {
  "use strict";

  const SIZE = 12;
  const cache = new Map();

  function tile(width, height, draw) {
    const canvas = document.createElement("canvas");
    canvas.width = width;
    canvas.height = height;
    draw(canvas.getContext("2d"), width, height);
    return canvas;
  }

  /** Lines at 45 degrees that join at the tile's edges. */
  function diagonal(ctx, size, falling) {
    ctx.beginPath();
    for (const shift of [-size, 0, size]) {
      ctx.moveTo(shift, falling ? 0 : size);
      ctx.lineTo(shift + size, falling ? size : 0);
    }
    ctx.stroke();
  }

  const TEXTURES = {
    dots(ctx, size) {
      for (const [x, y] of [[3, 3], [9, 9]]) {
        ctx.beginPath();
        ctx.arc((x * size) / 12, (y * size) / 12, 1.3, 0, 7);
        ctx.fill();
      }
    },
    horizontal(ctx, size) {
      ctx.fillRect(0, 5, size, 1.5);
    },
    vertical(ctx, size) {
      ctx.fillRect(5, 0, 1.5, size);
    },
    grid(ctx, size) {
      ctx.fillRect(0, 5, size, 1);
      ctx.fillRect(5, 0, 1, size);
    },
    crosses(ctx) {
      ctx.fillRect(4, 5.5, 5, 1.2);
      ctx.fillRect(5.9, 3.6, 1.2, 5);
    },
    rings(ctx) {
      ctx.beginPath();
      ctx.arc(6, 6, 2.6, 0, 7);
      ctx.stroke();
    },
    diagonal(ctx, size) {
      diagonal(ctx, size, true);
    },
  };
  TEXTURES.dotted = TEXTURES.dots;
  TEXTURES.lines = TEXTURES.horizontal;
  TEXTURES.cross = TEXTURES.crosses;

  /** The colour that shows on `colour`: white on dark, black on light (by relative luminance). */
  function contrast(colour) {
    const value = parseInt(colour.slice(1), 16);
    const light = 0.299 * (value >> 16) + 0.587 * ((value >> 8) & 255) + 0.114 * (value & 255);
    return light > 150 ? "#000000" : "#ffffff";
  }

  function plain(side) {
    return tile(SIZE, SIZE, (ctx, size) => {
      ctx.fillStyle = side.colour;
      ctx.fillRect(0, 0, size, size);
      const texture = TEXTURES[side.pattern];
      if (!texture) return;
      ctx.globalAlpha = 0.4;
      ctx.fillStyle = ctx.strokeStyle = contrast(side.colour);
      ctx.lineWidth = 1;
      texture(ctx, size);
    });
  }

  /** Hatched: the day of the change is not settled. Double hatched: reports disagree. */
  function hatched(side, twice) {
    return tile(SIZE, SIZE, (ctx, size) => {
      ctx.fillStyle = twice ? side.colour : "#ffffff";
      ctx.fillRect(0, 0, size, size);
      ctx.strokeStyle = twice ? contrast(side.colour) : side.colour;
      ctx.lineWidth = twice ? 1.6 : 4;
      diagonal(ctx, size, false);
      if (twice) diagonal(ctx, size, true);
    });
  }

  /** Sparse dots of the side's colour: no report of the change itself, it follows from a later one. */
  function implied(side) {
    return tile(8, 8, (ctx) => {
      ctx.fillStyle = "#ffffff";
      ctx.fillRect(0, 0, 8, 8);
      ctx.fillStyle = side.colour;
      for (const [x, y] of [[2, 2], [6, 6]]) {
        ctx.beginPath();
        ctx.arc(x, y, 2.1, 0, 7);
        ctx.fill();
      }
    });
  }

  /** Upright bands as wide as the shares; sides whose share is not said get equal bands of what is left. */
  function mixed(portions) {
    const said = portions.reduce((sum, [, share]) => sum + (share || 0), 0);
    const unsaid = portions.filter(([, share]) => share === null).length;
    const rest = unsaid ? Math.max(1 - said, 0.05) / unsaid : 0;
    const weights = portions.map(([, share]) => (share === null ? rest : share));
    const total = weights.reduce((sum, weight) => sum + weight, 0) || 1;
    return tile(24, 24, (ctx, width, height) => {
      let x = 0;
      portions.forEach(([side], index) => {
        const band = (weights[index] / total) * width;
        ctx.fillStyle = side.colour;
        ctx.fillRect(x, 0, band + 0.5, height);
        x += band;
      });
    });
  }

  const MAKERS = {
    plain: (look) => plain(look.side),
    hatch: (look) => hatched(look.side, false),
    double: (look) => hatched(look.side, true),
    implied: (look) => implied(look.side),
    mixed: (look) => mixed(look.portions),
  };

  /** The CanvasPattern of a look, made once a page. */
  W.pattern = function (ctx, look) {
    if (!cache.has(look.fill)) {
      cache.set(look.fill, ctx.createPattern(MAKERS[look.kind](look), "repeat"));
    }
    return cache.get(look.fill);
  };

  let waiting = [];

  /** A small canvas for legends; `paintSwatches` fills it with the look, once the map itself stands. */
  W.swatch = function (look) {
    const canvas = W.element("canvas", "wh-swatch");
    canvas.width = 26;
    canvas.height = 16;
    canvas.setAttribute("aria-hidden", "true");
    waiting.push([canvas, look]);
    return canvas;
  };

  W.paintSwatches = function () {
    for (const [canvas, look] of waiting) {
      W.paint(canvas.getContext("2d"), look, (ctx) => {
        ctx.beginPath();
        ctx.rect(1, 1, 24, 14);
      });
    }
    waiting = [];
  };

  W.contrast = contrast;
})((window.Whoholds = window.Whoholds || {}));
