import { GraphQLError } from 'graphql';
import type { ResponsePath } from './visitPath.ts';

/** The maximum number of fields that the summary error names. */
const MAX_FIELDS = 10;

const CODE = { code: 'DEPENDENCY_UNAVAILABLE' };

/** Counts the errors of an answer beyond `MAX_ERRORS`. One summary error stands for all of them. */
export class ExcessErrors {
  private count = 0;
  private extensions: Readonly<Record<string, unknown>> | null = null;
  /** The number of errors of each field, by the response keys of its path. */
  private readonly byField = new Map<string, number>();

  /** `path` has the client's response keys. */
  add(path: ResponsePath | undefined): void {
    this.count += 1;
    if (!path) return;
    const field = path.filter((step) => typeof step === 'string').join('.');
    if (this.byField.has(field) || this.byField.size < MAX_FIELDS) this.byField.set(field, (this.byField.get(field) ?? 0) + 1);
  }

  /** Offers the extensions of a counted error. The summary error has those that are offered first. */
  explain(extensions: Readonly<Record<string, unknown>>): void {
    this.extensions ??= extensions;
  }

  /** The summary error, with the number of errors and their fields; null when there are none. */
  toError(): GraphQLError | null {
    if (this.count === 0) return null;
    const where = [...this.byField].map(([field, count]) => `"${field}" (${count})`).join(', ');
    const at = where === '' ? '' : `, at ${where}`;
    return new GraphQLError(
      `There were ${this.count} more errors than these${at}. Select less to get an error for each field that failed.`,
      { extensions: { ...(this.extensions ?? CODE) } },
    );
  }
}
