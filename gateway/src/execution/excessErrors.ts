import { GraphQLError } from 'graphql';
import type { ResponsePath } from './visitPath.ts';

/** The maximum number of fields that the summary error names. */
const MAX_FIELDS = 10;
/** Subgraphs choose codes freely; of more than these, the later ones are not counted. */
const MAX_CODES = 100;

type Extensions = Readonly<Record<string, unknown>>;

/** Counts the errors of an answer beyond `MAX_ERRORS`. One summary error stands for all of them. */
export class ExcessErrors {
  private count = 0;
  /** For each code, the number of errors and the extensions of the first one. */
  private readonly byCode = new Map<unknown, { count: number; readonly extensions: Extensions }>();
  /** The number of errors of each field, by the response keys of its path. */
  private readonly byField = new Map<string, number>();

  /** Counts errors, one unless told. `path` has the client's response keys; `extensions` are those that the error would have. */
  add(path: ResponsePath | undefined, extensions: Extensions, count = 1): void {
    this.count += count;
    const known = this.byCode.get(extensions.code);
    if (known) known.count += count;
    else if (this.byCode.size < MAX_CODES) this.byCode.set(extensions.code, { count, extensions });
    if (!path) return;
    const field = path.filter((step) => typeof step === 'string').join('.');
    if (this.byField.has(field) || this.byField.size < MAX_FIELDS) this.byField.set(field, (this.byField.get(field) ?? 0) + 1);
  }

  /** The summary error, with the number of errors, their fields and the most frequent code; null when there are none. */
  toError(): GraphQLError | null {
    const [first, ...others] = this.byCode.values();
    if (!first) return null;
    const { extensions } = others.reduce((most, one) => (one.count > most.count ? one : most), first);
    const where = [...this.byField].map(([field, count]) => `"${field}" (${count})`).join(', ');
    const at = where === '' ? '' : `, at ${where}`;
    return new GraphQLError(
      `There were ${this.count} more errors than these${at}. Select less to get an error for each field that failed.`,
      { extensions: { ...extensions } },
    );
  }
}
