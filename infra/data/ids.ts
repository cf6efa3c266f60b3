import { createHash } from 'node:crypto';

const TODAY_MS = Date.parse('2013-10-19T00:00:00+08:00');

/**
 * The id of a generated row, the same on every run: a UUID of version 7 whose instant is the data's "today" and whose
 * random part is drawn from the kind and name (`id('member', 'wang-xiulan')`). Data sets of different subgraphs meet by it.
 */
export function id(kind: string, name: string | number): string {
  const hash = createHash('sha256').update(`${kind}:${name}`).digest('hex');
  const time = TODAY_MS.toString(16).padStart(12, '0');
  const variant = ((Number.parseInt(hash[3] as string, 16) & 3) | 8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
}
