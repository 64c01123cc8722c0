/* eslint-disable no-restricted-properties -- yardsticks: what code without exactness does, at its own speed */

/**
 * The same mechanisms as a textbook programs them, with `Math.random` and doubles: the yardsticks for speed. None
 * of them protects anybody.
 */
const e = (epsilon: number) => Math.exp(epsilon);

export function randomizedResponse(k: number, epsilon: number): (value: number) => number {
  const p = e(epsilon) / (e(epsilon) + k - 1);
  return (value) => {
    if (Math.random() < p) return value;
    const other = Math.floor(Math.random() * (k - 1));
    return other < value ? other : other + 1;
  };
}

export function subsetSelection(k: number, epsilon: number, d: number): (value: number) => number[] {
  const p = (d * e(epsilon)) / (d * e(epsilon) + k - d);
  return (value) => {
    const others = Array.from({ length: k }, (_, v) => v).filter((v) => v !== value);
    const inside = Math.random() < p;
    for (let i = 0; i < d; i++) {
      const j = i + Math.floor(Math.random() * (others.length - i));
      [others[i], others[j]] = [others[j] ?? 0, others[i] ?? 0];
    }
    const report = others.slice(0, inside ? d - 1 : d);
    if (inside) report.push(value);
    return report.sort((a, b) => a - b);
  };
}

export function unaryEncoding(k: number, p: number, q: number): (value: number) => Uint8Array {
  return (value) => {
    const report = new Uint8Array(k);
    for (let v = 0; v < k; v++) report[v] = Math.random() < (v === value ? p : q) ? 1 : 0;
    return report;
  };
}

export function hadamardResponse(k: number, epsilon: number): (value: number) => number {
  const columns = 2 ** (32 - Math.clz32(k));
  const p = e(epsilon) / (e(epsilon) + 1);
  return (value) => {
    const even = Math.random() < p;
    for (;;) {
      const column = Math.floor(Math.random() * columns);
      let parity = 0;
      for (let word = (value + 1) & column; word > 0; word &= word - 1) parity ^= 1;
      if ((parity === 0) === even) return column;
    }
  };
}

export function duchi(epsilon: number): (x: number) => number {
  const slope = (e(epsilon) - 1) / (2 * (e(epsilon) + 1));
  return (x) => (Math.random() < 0.5 + x * slope ? 1 : -1) / (2 * slope);
}

export function piecewise(epsilon: number): (x: number) => number {
  const t = e(epsilon / 2);
  const c = (t + 1) / (t - 1);
  return (x) => {
    const left = ((c + 1) / 2) * x - (c - 1) / 2;
    const right = left + c - 1;
    if (Math.random() < t / (t + 1)) return left + (right - left) * Math.random();
    const place = Math.random() * (c + 1);
    return place < left + c ? place - c : right + place - (left + c);
  };
}

export function hybrid(epsilon: number): (x: number) => number {
  const [a, b] = [piecewise(epsilon), duchi(epsilon)];
  return (x) => (Math.random() < 1 - e(-epsilon / 2) ? a(x) : b(x));
}

export function laplace(scale: number): (value: number) => number {
  return (value) => {
    const u = Math.random() - 0.5;
    return value - scale * Math.sign(u) * Math.log(1 - 2 * Math.abs(u));
  };
}

export function gaussian(sigma: number): (value: number) => number {
  return (value) =>
    value + sigma * Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}
