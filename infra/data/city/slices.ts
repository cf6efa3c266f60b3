import type { Row } from '../load.ts';
import type { Part } from '../parts.ts';

/** The rows of a table in parts of `atOnce`, each made when it is written. */
export function slices(name: string, total: number, atOnce: number, rows: (from: number, to: number) => Iterable<Row>): Part[] {
  return Array.from({ length: Math.ceil(total / atOnce) }, (_, at) => {
    const [from, to] = [at * atOnce, Math.min(total, (at + 1) * atOnce)];
    return { name: `${name} ${at + 1}`, table: name, count: to - from, rows: () => rows(from, to) };
  });
}
