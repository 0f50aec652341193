import { ContentScanner, operator } from "./content.ts";
import {
  boxAround,
  intersected,
  multiplied,
  NOTHING,
  reached,
  united,
  type Box,
  type Matrix,
} from "./geometry.ts";
import type { Ground, Painting, Resources, Sequence, Shown, Unit } from "./painting.ts";

const UNIT_SQUARE: Box = [0, 0, 1, 1];

/** Reads what a content stream paints and how it is marked (ISO 32000-1, 14.6). */
export function readPainting(bytes: Uint8Array, ground: Ground, resources: Resources): Painting {
  return new Reader(bytes, ground, resources).read();
}

interface State {
  readonly matrix: Matrix;
  readonly clip: Box;
  readonly font: string;
  readonly size: number;
}

type Step = (reader: Reader) => void;

class Reader {
  readonly #scan: ContentScanner;
  readonly #resources: Resources;
  readonly #units: Unit[] = [];
  readonly #sequences: Sequence[] = [];
  readonly #saved: State[] = [];
  #matrix: Matrix;
  #clip: Box;
  #font = "";
  #size = 0;
  #open: Sequence | null = null;
  #stretch = 0;
  #unbalanced = 0;
  /** Start and box of the path under construction. */
  #pathStart = -1;
  #path: Box = NOTHING;
  #clipping = false;
  /** Text: where its object began (-1 behind a border of a sequence), first and last show (first is -1 before any), line matrix. */
  #inText = false;
  #textStart = -1;
  #firstShow = -1;
  #lastShow = -1;
  #text: Box = NOTHING;
  #line: Matrix = [1, 0, 0, 1, 0, 0];
  #shown: Shown[] = [];
  /** The part of the text that is set in one font, up to the last show. */
  #partFont = "";
  #partStart = -1;

  constructor(bytes: Uint8Array, { matrix, clip }: Ground, resources: Resources) {
    this.#scan = new ContentScanner(bytes);
    this.#matrix = matrix;
    this.#clip = clip;
    this.#resources = resources;
  }

  read(): Painting {
    while (this.#scan.next()) STEPS.get(this.#scan.op)?.(this);
    for (let left = this.#open; left !== null; left = left.parent) this.#unbalanced += 1;
    return { units: this.#units, sequences: this.#sequences, unbalanced: this.#unbalanced };
  }

  save(): void {
    this.#saved.push({ matrix: this.#matrix, clip: this.#clip, font: this.#font, size: this.#size });
  }

  restore(): void {
    const state = this.#saved.pop();
    if (state === undefined) return;
    this.#matrix = state.matrix;
    this.#clip = state.clip;
    this.#font = state.font;
    this.#size = state.size;
  }

  transform(): void {
    this.#matrix = multiplied(this.#sixNumbers(), this.#matrix);
  }

  /** Adds the points of a path operator, which are its operands two by two. */
  addPoints(points: number): void {
    this.#beginPath();
    for (let i = 0; i < points; i += 1) {
      this.#path = reached(this.#path, this.#scan.number(2 * i), this.#scan.number(2 * i + 1), this.#matrix);
    }
  }

  addRectangle(): void {
    this.#beginPath();
    const [x, y] = [this.#scan.number(0), this.#scan.number(1)];
    this.#path = united(this.#path, this.#around([x, y, x + this.#scan.number(2), y + this.#scan.number(3)]));
  }

  clipNext(): void {
    this.#clipping = true;
  }

  endPath(painted: boolean): void {
    if (painted && this.#pathStart >= 0) this.#paint("path", this.#pathStart, this.#path, "");
    if (this.#clipping) this.#clip = intersected(this.#clip, this.#path);
    this.#clipping = false;
    this.#pathStart = -1;
    this.#path = NOTHING;
  }

  paintImage(): void {
    this.#paint("image", this.#scan.start, this.#around(UNIT_SQUARE), "");
  }

  paintObject(): void {
    const name = this.#scan.raw(0).slice(1);
    const box = this.#resources.formBox(name);
    this.#paint(box === null ? "image" : "form", this.#scan.start, this.#around(box ?? UNIT_SQUARE), name);
  }

  paintShading(): void {
    this.#paint("path", this.#scan.start, this.#clip, "");
  }

  setFont(): void {
    this.#font = this.#scan.raw(0).slice(1);
    this.#size = this.#scan.number(1);
  }

  beginText(): void {
    this.#inText = true;
    this.#textStart = this.#scan.start;
    this.#line = [1, 0, 0, 1, 0, 0];
  }

  endText(): void {
    this.#closeText(this.#scan.end);
    this.#inText = false;
  }

  setLine(): void {
    this.#line = this.#sixNumbers();
  }

  moveLine(): void {
    const [x, y] = [this.#scan.number(0), this.#scan.number(1)];
    const [a, b, c, d, e, f] = this.#line;
    this.#line = [a, b, c, d, a * x + c * y + e, b * x + d * y + f];
  }

  show(): void {
    const { start, end } = this.#scan;
    if (this.#firstShow < 0) {
      this.#firstShow = start;
      this.#text = this.#lineBox();
      this.#partStart = start;
    } else if (this.#partFont !== this.#font) {
      this.#closePart();
      this.#partStart = start;
    }
    this.#partFont = this.#font;
    this.#lastShow = end;
  }

  beginSequence(): void {
    this.#border();
    const properties = this.#scan.raw(1);
    const inline = /\/MCID\s+(\d+)/.exec(properties)?.[1];
    const named = properties.startsWith("/") ? this.#resources.mcid(properties.slice(1)) : null;
    this.#open = {
      tag: this.#scan.raw(0).slice(1),
      mcid: inline === undefined ? named : Number(inline),
      start: this.#scan.start,
      bodyStart: this.#scan.end,
      parent: this.#open,
      units: [],
    };
    this.#sequences.push(this.#open);
  }

  endSequence(): void {
    this.#border();
    if (this.#open === null) this.#unbalanced += 1;
    else this.#open = this.#open.parent;
  }

  /** A sequence begins or ends here: a text object is parted. */
  #border(): void {
    this.#stretch += 1;
    if (!this.#inText) return;
    this.#textStart = -1;
    this.#closeText(this.#lastShow);
  }

  #closeText(end: number): void {
    if (this.#firstShow < 0) return;
    this.#closePart();
    const whole = this.#textStart >= 0;
    const box = united(this.#text, this.#lineBox());
    this.#paint("text", whole ? this.#textStart : this.#firstShow, box, "", whole ? end : this.#lastShow);
    this.#firstShow = -1;
    this.#shown = [];
  }

  /** Ends the part of a text that is set in one font. */
  #closePart(): void {
    this.#shown.push({ font: this.#partFont, start: this.#partStart, end: this.#lastShow });
  }

  /** Around the origin of a line and a letter's height over it. */
  #lineBox(): Box {
    const [a, b, c, d, e, f] = this.#line;
    const box = reached(NOTHING, e, f, this.#matrix);
    return reached(box, e + (a / 2 + c) * this.#size, f + (b / 2 + d) * this.#size, this.#matrix);
  }

  #beginPath(): void {
    if (this.#pathStart < 0) this.#pathStart = this.#scan.start;
  }

  #around(box: Box): Box {
    return boxAround(box, this.#matrix);
  }

  #sixNumbers(): Matrix {
    const scan = this.#scan;
    return [scan.number(0), scan.number(1), scan.number(2), scan.number(3), scan.number(4), scan.number(5)];
  }

  #paint(kind: Unit["kind"], start: number, box: Box, name: string, end = this.#scan.end): void {
    const unit: Unit = {
      kind,
      start,
      end,
      name,
      sequence: this.#open,
      stretch: this.#stretch,
      box: intersected(box, this.#clip),
      clip: this.#clip,
      shown: kind === "text" ? this.#shown : [],
      matrix: this.#matrix,
    };
    this.#units.push(unit);
    this.#open?.units.push(unit);
  }
}

const painted: Step = (reader) => {
  reader.endPath(true);
};
const shows: Step = (reader) => {
  reader.show();
};

/** What each operator does to the reader; operators that neither paint nor mark nor move are not here. */
const STEPS: ReadonlyMap<number, Step> = new Map<number, Step>(
  Object.entries<Step>({
    q: (reader) => {
      reader.save();
    },
    Q: (reader) => {
      reader.restore();
    },
    cm: (reader) => {
      reader.transform();
    },
    m: (reader) => {
      reader.addPoints(1);
    },
    l: (reader) => {
      reader.addPoints(1);
    },
    c: (reader) => {
      reader.addPoints(3);
    },
    v: (reader) => {
      reader.addPoints(2);
    },
    y: (reader) => {
      reader.addPoints(2);
    },
    re: (reader) => {
      reader.addRectangle();
    },
    W: (reader) => {
      reader.clipNext();
    },
    "W*": (reader) => {
      reader.clipNext();
    },
    n: (reader) => {
      reader.endPath(false);
    },
    ...Object.fromEntries(["f", "F", "f*", "S", "s", "B", "B*", "b", "b*"].map((name) => [name, painted])),
    sh: (reader) => {
      reader.paintShading();
    },
    Do: (reader) => {
      reader.paintObject();
    },
    EI: (reader) => {
      reader.paintImage();
    },
    BT: (reader) => {
      reader.beginText();
    },
    ET: (reader) => {
      reader.endText();
    },
    Tf: (reader) => {
      reader.setFont();
    },
    Tm: (reader) => {
      reader.setLine();
    },
    Td: (reader) => {
      reader.moveLine();
    },
    TD: (reader) => {
      reader.moveLine();
    },
    ...Object.fromEntries(["Tj", "TJ", "'", '"'].map((name) => [name, shows])),
    BDC: (reader) => {
      reader.beginSequence();
    },
    BMC: (reader) => {
      reader.beginSequence();
    },
    EMC: (reader) => {
      reader.endSequence();
    },
  }).map(([name, step]) => [operator(name), step]),
);
