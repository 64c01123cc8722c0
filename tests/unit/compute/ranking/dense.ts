/** Small dense linear algebra in float64, to hold the sparse code against. Matrices are lists of rows. */
export type Dense = number[][];

export function zeros(n: number): Dense {
  return Array.from({ length: n }, () => Array<number>(n).fill(0));
}

/** The inverse by Gauss-Jordan elimination with pivoting. */
export function inverse(matrix: Dense): Dense {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...zeros(n).map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < n; column++) {
    const size = (i: number) => Math.abs(rows[i]?.[column] ?? 0);
    let pivot = column;
    for (let i = column; i < n; i++) if (size(i) > size(pivot)) pivot = i;
    const chosen = rows[pivot] ?? [];
    rows[pivot] = rows[column] ?? [];
    rows[column] = chosen;
    const top = chosen.map((value) => value / (chosen[column] ?? NaN));
    rows.forEach((row, i) => {
      const factor = row[column] ?? 0;
      rows[i] = i === column ? top : row.map((value, k) => value - factor * (top[k] ?? 0));
    });
  }
  return rows.map((row) => row.slice(n));
}

export function times(matrix: Dense, vector: ArrayLike<number>): number[] {
  return matrix.map((row) => row.reduce((sum, value, j) => sum + value * (vector[j] ?? 0), 0));
}

export function plusDiagonal(matrix: Dense, lambda: number): Dense {
  return matrix.map((row, i) => row.map((value, j) => (i === j ? value + lambda : value)));
}
