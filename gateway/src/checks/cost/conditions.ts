import { type DirectiveNode, Kind } from 'graphql';

/** What `@skip` or `@include` makes of a variable: the selection stands when it has this value. */
export interface Condition {
  readonly variable: string;
  readonly wanted: boolean;
}

/** The conditions that variables decide; null for what is always left out. */
export function conditionsOf(directives: readonly DirectiveNode[] = []): Condition[] | null {
  const conditions: Condition[] = [];
  for (const { name, arguments: given = [] } of directives) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const wanted = name.value === 'include';
    const value = given.find((one) => one.name.value === 'if')?.value;
    if (value?.kind === Kind.BOOLEAN && value.value !== wanted) return null;
    if (value?.kind === Kind.VARIABLE) conditions.push({ variable: value.name.value, wanted });
  }
  return conditions;
}

export const holds = (conditions: readonly Condition[], values: Readonly<Record<string, unknown>>): boolean =>
  conditions.every(({ variable, wanted }) => (values[variable] === true) === wanted);
