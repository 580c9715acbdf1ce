/** After a second the wall clock jumps back by an hour, as when a machine's clock is set. */

const real = Date;
let backMs = 0;
const now = (): number => real.now() - backMs;

globalThis.Date = new Proxy(real, {
  construct: (target, values, newTarget) =>
    Reflect.construct(target, values.length === 0 ? [now()] : values, newTarget),
  get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
});

setTimeout(() => {
  backMs = 3_600_000;
}, 1_000).unref();
