import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import { drawInput } from './drawLinks.ts';
import type { Draws } from './draws.ts';
import { HOSTILE_ALIASES, HOSTILE_VARIABLES } from './hostile.ts';
import { printLiteral } from './sdl.ts';

export interface Operation {
  text: string;
  variables: Record<string, unknown>;
}

interface Drawing {
  readonly draws: Draws;
  readonly schema: GraphQLSchema;
  readonly variables: { name: string; declaration: string; value: unknown }[];
  readonly fragments: { name: string; on: string; text: string }[];
  /** The number of fields that may still be added. */
  budget: number;
  /** Whether aliases may equal other field names. Not every such operation is valid. */
  readonly bold: boolean;
}

/** Draws a valid operation: one with colliding aliases if that is valid, else one without. */
export function drawOperation(draws: Draws, schema: GraphQLSchema): Operation {
  const bold = draws.chance(50) ? drawAny(draws, schema, true) : null;
  return bold && validate(schema, parse(bold.text)).length === 0 ? bold : drawAny(draws, schema, false);
}

function drawAny(draws: Draws, schema: GraphQLSchema, bold: boolean): Operation {
  const drawing: Drawing = { draws, schema, variables: [], fragments: [], budget: draws.between(3, 28), bold };
  const mutation = schema.getMutationType();
  const [kind, root] =
    mutation && draws.chance(20) ? (['mutation', mutation] as const) : (['query', schema.getQueryType()] as const);
  if (!root) throw new Error('The schema has no queries.');
  const selection = drawSelection(drawing, root, draws.between(2, 5));
  const declared = drawing.variables.map(({ declaration }) => declaration).join(', ');
  const fragments = drawing.fragments.map(({ name, on, text }) => `fragment ${name} on ${on} ${text}`);
  return {
    text: [`${kind} Drawn${declared ? `(${declared})` : ''} ${selection}`, ...fragments].join('\n'),
    variables: Object.fromEntries(drawing.variables.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]]))),
  };
}

function drawSelection(drawing: Drawing, type: GraphQLCompositeType, depth: number): string {
  const { draws } = drawing;
  const parts: string[] = [];
  const fields = isUnionType(type) ? [] : Object.values(type.getFields());
  const usable = depth > 0 && drawing.budget > 0 ? fields : fields.filter((field) => !isCompositeType(getNamedType(field.type)));
  for (let left = usable.length > 0 ? draws.between(1, 4) : 0; left > 0; left -= 1) {
    const field = draws.pick(usable);
    if (isCompositeType(getNamedType(field.type)) && drawing.budget <= 0) continue;
    parts.push(drawField(drawing, field, fields, depth));
  }
  if (draws.chance(12)) parts.push(draws.chance(50) ? '__typename' : 'kind: __typename');
  const conditions = conditionsFor(drawing, type);
  const fragmentCount = isObjectType(type) ? Number(draws.chance(15)) : draws.between(1, 3);
  for (let left = depth > 0 && conditions.length > 0 ? fragmentCount : 0; left > 0; left -= 1)
    parts.push(drawFragment(drawing, draws.pick(conditions), depth));
  // An object without selected fields is `{}`. No planner fetches a field that would show whether it is null.
  const certain = parts.some(
    (part) => (part.startsWith('...') ? !isObjectType(type) : true) && !/^[^({]*(\([^)]*\))?[^({]*@/.test(part),
  );
  if (!certain)
    parts.push(
      usable[0] && draws.chance(70) && !isCompositeType(getNamedType(usable[0].type)) && usable[0].args.length === 0
        ? usable[0].name
        : '__typename',
    );
  return `{ ${parts.join(' ')} }`;
}

/** The type conditions that a fragment on this type may have. */
function conditionsFor({ schema }: Drawing, type: GraphQLCompositeType): GraphQLCompositeType[] {
  const possible = isObjectType(type) ? [type] : [...schema.getPossibleTypes(type)];
  const wider = Object.values(schema.getTypeMap()).filter(
    (other) => isInterfaceType(other) && schema.getPossibleTypes(other).some((one) => possible.includes(one)),
  );
  return [...possible, ...(wider as GraphQLCompositeType[])];
}

function drawFragment(drawing: Drawing, on: GraphQLCompositeType, depth: number): string {
  const { draws, fragments } = drawing;
  if (!draws.chance(35)) return `... on ${on.name}${drawDirectives(drawing)} ${drawSelection(drawing, on, depth - 1)}`;
  const known = fragments.filter((fragment) => fragment.on === on.name);
  if (known.length > 0 && draws.chance(40)) return `...${draws.pick(known).name}${drawDirectives(drawing)}`;
  const text = drawSelection(drawing, on, depth - 1);
  const name = `Part${fragments.length}`;
  fragments.push({ name, on: on.name, text });
  return `...${name}${drawDirectives(drawing)}`;
}

function drawField(
  drawing: Drawing,
  field: GraphQLField<unknown, unknown>,
  beside: readonly GraphQLField<unknown, unknown>[],
  depth: number,
): string {
  const { draws } = drawing;
  drawing.budget -= 1;
  const args = drawArguments(drawing, field.args);
  const alias = drawAlias(drawing, field, args, beside);
  const type = getNamedType(field.type);
  const inner = isCompositeType(type) ? ` ${drawSelection(drawing, type, depth - 1)}` : '';
  const directives = draws.chance(10) ? drawDirective(drawing) : '';
  return `${alias}${field.name}${args}${directives}${inner}`;
}

/** Without `bold`, a response key always stands for one field with the same arguments. */
function drawAlias(
  { draws, bold }: Drawing,
  field: { name: string; type: unknown },
  args: string,
  beside: readonly { name: string }[],
): string {
  if (bold && draws.chance(20)) return `${draws.pick([...beside.map(({ name }) => name), ...HOSTILE_ALIASES, 'x'])}: `;
  if (args) return `${field.name}_${[...args].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 99991, 7)}: `;
  // Ids are nullable in some types and non-null in others: one response key cannot have both.
  const ofType = field.name === 'id' && String(field.type) === 'ID' ? 'loose_' : '';
  return draws.chance(15) ? `my_${ofType}${field.name}: ` : ofType && `${ofType}${field.name}: `;
}

function drawArguments(drawing: Drawing, args: readonly GraphQLArgument[]): string {
  const { draws, variables } = drawing;
  const parts = args
    .filter((argument) => isRequiredArgument(argument) || draws.chance(60))
    .map(({ name, type }) => {
      const value = drawInput(draws, String(type));
      if (!draws.chance(50)) return `${name}: ${printLiteral(value)}`;
      const variable = drawVariableName(drawing);
      const nullable = !String(type).endsWith('!');
      // With a default value, a variable of a nullable type may also stand for an argument that is non-null.
      const hasDefault = draws.chance(nullable ? 30 : 20);
      const declared = hasDefault ? `${getNullableType(type)} = ${printLiteral(drawInput(draws, String(type)))}` : String(type);
      variables.push({
        name: variable,
        declaration: `$${variable}: ${declared}`,
        value: (nullable || hasDefault) && draws.chance(25) ? undefined : value,
      });
      return `${name}: $${variable}`;
    });
  return parts.length > 0 ? `(${parts.join(', ')})` : '';
}

/** With `bold`, perhaps a name that planners or JavaScript use themselves. */
function drawVariableName({ draws, variables, bold }: Drawing): string {
  const hostile = bold && draws.chance(40) ? draws.pick(HOSTILE_VARIABLES) : null;
  return hostile !== null && !variables.some(({ name }) => name === hostile) ? hostile : `v${variables.length}`;
}

const drawDirectives = (drawing: Drawing): string => (drawing.draws.chance(15) ? drawDirective(drawing) : '');

function drawDirective(drawing: Drawing): string {
  const { draws, variables } = drawing;
  const one = (directive: string): string => {
    if (draws.chance(30)) return ` @${directive}(if: ${draws.chance(50)})`;
    const known = variables.filter(({ declaration }) => declaration.includes('Boolean'));
    if (known.length > 0 && draws.chance(50)) return ` @${directive}(if: $${draws.pick(known).name})`;
    const name = drawVariableName(drawing);
    const optional = draws.chance(30);
    variables.push({
      name,
      declaration: `$${name}: Boolean${optional ? ' = true' : '!'}`,
      value: optional && draws.chance(50) ? undefined : draws.chance(50),
    });
    return ` @${directive}(if: $${name})`;
  };
  if (draws.chance(15)) return `${one('skip')}${one('include')}`;
  return one(draws.pick(['skip', 'include']));
}
