import { GraphQLError } from 'graphql';
import type { ResponsePath } from './visitPath.ts';

/** How many fields the error for all others names. */
const MAX_FIELDS = 10;

const CODE = { code: 'DEPENDENCY_UNAVAILABLE' };

/** Counts the errors of an answer that are beyond `MAX_ERRORS`. */
export class UntoldErrors {
  private count = 0;
  private extensions: Readonly<Record<string, unknown>> | null = null;
  /** How many errors there are at each field, by the response keys of its path. */
  private readonly byField = new Map<string, number>();

  /** `path` has the client's response keys. */
  add(path: ResponsePath | undefined): void {
    this.count += 1;
    if (!path) return;
    const field = path.filter((step) => typeof step === 'string').join('.');
    if (this.byField.has(field) || this.byField.size < MAX_FIELDS) this.byField.set(field, (this.byField.get(field) ?? 0) + 1);
  }

  /** Notes the extensions of an error that is not told; the first ones are those of the error for all. */
  explain(extensions: Readonly<Record<string, unknown>>): void {
    this.extensions ??= extensions;
  }

  /** The error that says how many there are, and where; null when there are none. */
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
