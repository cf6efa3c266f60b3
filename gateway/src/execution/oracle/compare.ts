/** An answer without what may differ: the texts of errors are kept to be shown, not compared. */
export interface Answer {
  readonly data: unknown;
  readonly errors: readonly {
    readonly path: readonly (string | number)[] | null;
    readonly code: string;
    readonly message?: string;
  }[];
}

/**
 * Tells how a federated answer differs from that of the one schema; null when it does not. The data must be equal, to the
 * order of the fields of an object. Errors may differ in this only:
 *
 * 1. their order;
 * 2. when several fields fail whose nulls all rise to the same place, graphql-js reports one or more of them, depending on which
 *    is ready first. Here any of them may stand for that place, but each must be an error that the execution can meet
 *    (`possible`: the errors of a run in which no null rises).
 *
 * So: every reported error is possible, at its own path with its own code; the places at which nulls come from errors are the same
 * on both sides; and no path has two errors.
 */
export function difference(expected: Answer, possible: Answer['errors'], actual: Answer): string | null {
  const wanted = JSON.stringify(expected.data);
  const given = JSON.stringify(actual.data);
  if (wanted !== given)
    return `The data differ.\nexpected: ${wanted}\n  actual: ${given}\n  errors: ${JSON.stringify(actual.errors)}`;
  const known = new Set(possible.map(({ path, code }) => JSON.stringify([path, code])));
  const strange = actual.errors.find(({ path, code }) => !known.has(JSON.stringify([path, code])));
  if (strange) return `An error that cannot be: ${JSON.stringify(strange)}\nexpected: ${JSON.stringify(expected.errors)}`;
  const placesExpected = places(expected);
  const placesActual = places(actual);
  if (placesExpected.join() !== placesActual.join())
    return `The errors are elsewhere.\nexpected: ${placesExpected.join(' ')}\n  actual: ${placesActual.join(' ')}`;
  const paths = actual.errors.map(({ path }) => JSON.stringify(path));
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  return twice ? `Two errors at one path: ${twice}` : null;
}

/** Where the null stands that each error has led to. */
const places = ({ data, errors }: Answer): string[] => {
  const found = errors.map(({ path }) => {
    let at: unknown = data;
    const steps: (string | number)[] = [];
    for (const step of path ?? []) {
      if (at === null || at === undefined) break;
      at = (at as Record<string | number, unknown>)[step];
      steps.push(step);
    }
    return `${at === null ? '' : 'not null: '}/${steps.join('/')}`;
  });
  return [...new Set(found)].sort();
};
