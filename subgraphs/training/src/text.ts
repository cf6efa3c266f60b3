import { refuseIf } from '@union-graph/subgraph';

/** A text a client sent, without blanks around it. `BAD_USER_INPUT` unless its length in characters is within the bounds. */
export function checkedText(field: string, text: string, shortest: number, longest: number): string {
  const trimmed = text.trim();
  const { length } = [...trimmed];
  refuseIf(
    length < shortest || length > longest,
    'BAD_USER_INPUT',
    `"${field}" must have ${shortest} to ${longest} characters; got ${length}.`,
    { field },
  );
  return trimmed;
}
