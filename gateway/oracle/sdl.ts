import { type Argument, type Entity, type Field, fieldsOf, keysIn, type Placement, typesIn, type World } from './world.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@interfaceObject", "@inaccessible"])`;

/** The SDL of one subgraph. */
export function subgraphSdl(world: World, subgraph: string): string {
  const types = typesIn(world, subgraph);
  const at = (field: Field): Placement | undefined => field.in.find((placement) => placement.subgraph === subgraph);
  const line = (field: Field): string[] => {
    const placement = at(field);
    if (!placement) return [];
    const printed = printField({ ...field, type: placement.type ?? field.type });
    return [`${printed}${printPlacement(placement)}${placement.mode === 'external' ? '' : printHidden(field)}`];
  };
  const interfaces = world.interfaces.filter(({ name }) => types.has(name));
  const entity = (entityType: Entity): string => {
    const keys = keysIn(world, entityType, subgraph);
    const keyNames = keys.join(' ').split(/\W+/);
    const fields = fieldsOf(world, entityType.name).flatMap((field) => {
      if (!field.identity) return line(field);
      const type = field.identity === 'id' && entityType.nullableIdIn?.includes(subgraph) ? 'ID' : field.type;
      return keyNames.includes(field.name) ? [`${printField({ ...field, type })} @shareable${printHidden(field)}`] : [];
    });
    const resolvable = entityType.keys[subgraph] || entityType.stubsResolvable ? '' : ', resolvable: false';
    const head = keys.map((key) => ` @key(fields: "${key}"${resolvable})`).join('');
    const implemented = interfaces.filter(({ members }) => members.includes(entityType.name)).map(({ name }) => name);
    return block(
      `type ${entityType.name}${implementing(implemented)}${head}${entityType.hidden ? ' @inaccessible' : ''}`,
      fields,
    );
  };
  const abstractType = ({ name, home, fields, asObject }: World['interfaces'][number]): string => {
    if (asObject?.subgraph === subgraph)
      return block(`type ${name} @key(fields: "id") @interfaceObject`, ['id: ID!', ...asObject.fields.flatMap(line)]);
    const own = home === subgraph ? fields.map(printField) : [];
    return block(`interface ${name}${asObject ? ' @key(fields: "id")' : ''}`, ['id: ID!', ...own]);
  };
  return [
    LINK,
    ...plainTypes(world, (name) => types.has(name), true),
    ...world.values
      .filter(({ name }) => types.has(name))
      .map(({ name, fields }) => block(`type ${name} @shareable`, fields.map(printField))),
    ...world.entities.filter(({ name }) => types.has(name)).map(entity),
    ...interfaces.map(abstractType),
    ...world.unions
      .filter(({ name }) => types.has(name))
      .map((union) => `union ${union.name} = ${union.in[subgraph]?.join(' | ')}`),
    block('type Query', world.queries.flatMap(line)),
    block('type Mutation', world.mutations.flatMap(line)),
  ]
    .filter(Boolean)
    .join('\n');
}

/** The SDL of the reference, one schema with all fields. With `loose` no field is non-null, so that no null propagates and hides an error. */
export function monolithSdl(world: World, loose = false): string {
  const used = new Set(world.subgraphs.flatMap((subgraph) => [...typesIn(world, subgraph)]));
  const isUsed = ({ name }: { name: string }) => used.has(name);
  const print = (fields: readonly Field[]) =>
    fields.map((field) => printField(loose ? { ...field, type: field.type.replaceAll('!', '') } : field));
  const id = loose ? 'id: ID' : 'id: ID!';
  return [
    ...plainTypes(world, (name) => used.has(name)),
    ...world.values.filter(isUsed).map(({ name, fields }) => block(`type ${name}`, print(fields))),
    ...world.entities.filter(isUsed).map(({ name, nullableIdIn = [] }) => {
      const implemented = world.interfaces.filter(({ members }) => members.includes(name)).map((one) => one.name);
      const fields = fieldsOf(world, name).map((field) =>
        field.identity === 'id' && nullableIdIn.length > 0 ? { ...field, type: 'ID' } : field,
      );
      return block(`type ${name}${implementing(implemented)}`, print(fields));
    }),
    ...world.interfaces
      .filter(isUsed)
      .map(({ name, fields, asObject }) => block(`interface ${name}`, [id, ...print([...fields, ...(asObject?.fields ?? [])])])),
    ...world.unions
      .filter(isUsed)
      .map(({ name, members }) => `union ${name} = ${members.filter((member) => used.has(member)).join(' | ')}`),
    block('type Query', print(world.queries)),
    block('type Mutation', print(world.mutations)),
  ]
    .filter(Boolean)
    .join('\n');
}

const plainTypes = (world: World, has: (name: string) => boolean, withHidden = false): string[] => [
  ...(has('Blob') ? ['scalar Blob'] : []),
  ...world.enums
    .filter(({ name }) => has(name))
    .map(({ name, values, hidden = [] }) => {
      const own = withHidden ? hidden.map((value) => `${value} @inaccessible`) : [];
      return `enum ${name} { ${[...values, ...own].join(' ')} }`;
    }),
  ...world.inputs.filter(({ name }) => has(name)).map(({ name, fields }) => block(`input ${name}`, fields.map(printArgument))),
];

const implementing = (names: readonly string[]): string => (names.length > 0 ? ` implements ${names.join(' & ')}` : '');

const block = (head: string, lines: readonly string[]): string =>
  lines.length > 0 ? `${head} {\n  ${lines.join('\n  ')}\n}` : '';

const printField = ({ name, args, type }: Field): string =>
  `${name}${args.length > 0 ? `(${args.map(printArgument).join(', ')})` : ''}: ${type}`;

const printArgument = (argument: Argument): string =>
  `${argument.name}: ${argument.type}${argument.default === undefined ? '' : ` = ${printLiteral(argument.default)}`}`;

/** A value as a GraphQL literal; a string in capitals is an enum value. */
export function printLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printLiteral).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([name, inner]) => `${name}: ${printLiteral(inner)}`)
      .join(', ')}}`;
  return typeof value === 'string' && /^[A-Z_]+$/.test(value) ? value : JSON.stringify(value);
}

const printHidden = ({ hidden }: Field): string => (hidden ? ' @inaccessible' : '');

const printPlacement = ({ mode, requires, provides, overrides, label }: Placement): string =>
  [
    mode === 'shared' ? ' @shareable' : '',
    mode === 'external' ? ' @external' : '',
    requires ? ` @requires(fields: ${JSON.stringify(requires)})` : '',
    provides ? ` @provides(fields: ${JSON.stringify(provides)})` : '',
    overrides ? ` @override(from: "${overrides}"${label ? `, label: "${label}"` : ''})` : '',
  ].join('');
