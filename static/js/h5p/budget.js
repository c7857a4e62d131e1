// How much a package may say. An honest one stays far below; one that floods is stopped.
const MOST = { statement: [60, 1], state: [20, 1], other: [120, 20] };

/** For each kind of message some at once, and some more with every second. */
export class Budget {
  constructor(now = () => performance.now()) {
    this.now = now;
    this.left = {};
  }

  allows(kind) {
    const name = Object.hasOwn(MOST, kind) ? kind : "other";
    const [most, perSecond] = MOST[name];
    const { count, at } = this.left[name] ?? { count: most, at: this.now() };
    const now = this.now();
    const left = Math.min(most, count + ((now - at) / 1000) * perSecond) - 1;
    this.left[name] = { count: left, at: now };
    return left >= 0;
  }
}
