import type { Draws } from './draws.ts';

/** Names that the planner, plans, JavaScript or the gateway use themselves. */
const OF_FIELDS = [
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'representations',
  '_e0',
  'person',
  'as0_id',
  'id__as0',
  'id__alias_0',
  '_internal_qp_alias_0',
  'then',
  'data',
  'errors',
  'literal_0',
];
/** Without `constructor`, which the composer does not support as a type name. */
const OF_TYPES = ['toString', 'valueOf', 'Entity', 'Object', 'E', 'Int_', 'representations', 'Any'];
const OF_ARGUMENTS = ['representations', 'constructor', 'toString', 'id', 'if', 'as0_id', 'literal_0'];

/** Aliases of clients. The first two are names of inherited JavaScript properties. */
export const HOSTILE_ALIASES: readonly string[] = [
  '__proto__',
  'constructor',
  '__typename',
  '_entities',
  '_service',
  'id',
  'person_0',
  '__schema_',
  ...OF_FIELDS,
];

/** Without `__proto__`, because graphql-js loses the value of such a variable. */
export const HOSTILE_VARIABLES: readonly string[] = [
  'representations',
  'representations_0',
  '__batch_reps_0',
  '_0',
  'literal_0',
  'constructor',
  'toString',
  'as0_id',
];

/** Whether a name is hostile: one of the lists above, or an alias that a planner would generate for another field. */
export const isHostileField = (name: string): boolean => OF_FIELDS.includes(name) || /_0$/.test(name);
export const isHostileType = (name: string): boolean => OF_TYPES.includes(name);
export const isHostileArgument = (name: string): boolean => OF_ARGUMENTS.includes(name);

/** Draws the names of one graph. Each is used once, so that any two fields may be in one selection set. */
export interface Names {
  field(usual: string): string;
  type(usual: string): string;
  argument(usual: string): string;
}

/** Half of the graphs have no hostile names. */
export function createNames(draws: Draws): Names {
  const percent = draws.pick([0, 0, 20, 60]);
  const used = new Set<string>();
  let former = 'id';
  const draw = (usual: string, pool: readonly string[]): string => {
    if (!draws.chance(percent)) return usual;
    const name = draws.pick(pool);
    if (used.has(name)) return usual;
    used.add(name);
    return name;
  };
  return {
    field: (usual) => {
      former = draw(usual, [...OF_FIELDS, `${former}_0`, `${former}__0`, `${former}__alias_0`]);
      return former;
    },
    type: (usual) => draw(usual, OF_TYPES),
    argument: (usual) => (draws.chance(percent) ? draws.pick(OF_ARGUMENTS) : usual),
  };
}
