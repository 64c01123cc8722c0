import type { GramMemory } from './gram-memory.ts';
import { KernelMemory } from './kernels.ts';

/** The matrix in an instance of the kernels: a new play changes it where the solver reads it. */
export function wasmGramMemory(module: WebAssembly.Module, n: number): GramMemory {
  const memory = new KernelMemory(module);
  const at = {
    starts: memory.take(4 * n),
    lengths: memory.take(4 * n),
    diagonal: memory.take(8 * n),
    b: memory.take(8 * n),
    y: memory.take(8 * n),
    work: memory.take(3 * 8 * n),
    /** Eight columns of each: right-hand sides, solutions, work. */
    eight: memory.take(5 * 8 * 8 * n)
  };
  // Last, as it is the one area that grows.
  const entries = memory.take(0);
  let room = 0;
  const look = () => ({
    starts: memory.integers(at.starts, n),
    lengths: memory.integers(at.lengths, n),
    columns: memory.integers(entries, 2 * room),
    values: memory.floats(entries, 2 * room)
  });
  let views = look();
  return {
    get views() {
      return views;
    },
    reserve(wanted) {
      if (wanted <= room) return;
      memory.extend(8 * (wanted - room));
      room = wanted;
      views = look();
    },
    solve(diagonal, b, y, tolerance, most) {
      memory.doubles(at.diagonal, n).set(diagonal);
      memory.doubles(at.b, n).set(b);
      memory.doubles(at.y, n).set(y);
      const { kernels } = memory;
      const iterations = kernels.solve(
        n,
        at.starts,
        at.lengths,
        entries,
        at.diagonal,
        at.b,
        at.y,
        at.work,
        tolerance,
        most
      );
      y.set(memory.doubles(at.y, n));
      return { iterations, residual: kernels.residual.value };
    },
    solveUnits(diagonal, items, tolerance, most, take) {
      memory.doubles(at.diagonal, n).set(diagonal);
      const b = memory.doubles(at.eight, 8 * n).fill(0);
      items.forEach((item, place) => {
        b[8 * item + place] = 1;
      });
      const y = at.eight + 8 * 8 * n;
      const work = y + 8 * 8 * n;
      memory.kernels.solveEight(
        n,
        at.starts,
        at.lengths,
        entries,
        at.diagonal,
        at.eight,
        y,
        work,
        tolerance,
        most
      );
      const solutions = memory.doubles(y, 8 * n);
      const solution = new Float64Array(n);
      items.forEach((_, place) => {
        for (let i = 0; i < n; i++) solution[i] = solutions[8 * i + place] ?? 0;
        take(solution);
      });
    },
    multiply(diagonal, v, out) {
      memory.doubles(at.diagonal, n).set(diagonal);
      memory.doubles(at.b, n).set(v);
      memory.kernels.multiply(n, at.starts, at.lengths, entries, at.diagonal, at.b, at.y);
      out.set(memory.doubles(at.y, n));
    }
  };
}
