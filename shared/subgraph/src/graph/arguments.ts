import {
  defaultFieldResolver,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import { checkedBirth, checkedDay, checkedDistrict, checkedFen, checkedInstant, checkedPeriod } from '../bounds.ts';
import { formOf, keptText, storableText } from '../texts.ts';

/** What the parts of an input object owe each other, by its name. */
const CHECKS: Readonly<Record<string, (input: never) => void>> = { PeriodInput: checkedPeriod };

type Keep = (value: unknown, now: Date) => unknown;
/** What is done with a scalar's value, by the scalar's name; `field` is that of the argument or input field. */
type Leaves = Readonly<Record<string, (value: never, field: string, now: Date) => unknown>>;

/** Texts come in one form wherever they are written or searched for; ids come as they are. */
const READING: Leaves = {
  String: (text: string, field) => keptText(text, formOf(field), field),
  ID: (id: string, field) => storableText(id, field),
};
/** What is written must also be possible. */
const WRITING: Leaves = {
  ...READING,
  // Somebody was born long before anything else that is recorded.
  Date: (day: string, field, now) => (field === 'birthDate' ? checkedBirth : checkedDay)(day, field, now),
  DateTime: (instant: Date, field, now) => checkedInstant(instant, field, now),
  Fen: (fen: bigint, field) => checkedFen(fen, field),
  DistrictCode: (code: string, field) => checkedDistrict(code, field),
};

/**
 * Checks all arguments in one place. Every `String`, however deep, comes to its resolver in the form that {@link formOf} gives for its name
 * (domain rule C-17), and no `String` or `ID` holds what PostgreSQL cannot store; no period ends before it begins; in a mutation days, instants and money lie within what can be, and districts are those that there are. Changes the schema; the context has `now`.
 */
export function checkArguments(schema: GraphQLSchema): GraphQLSchema {
  const known = { reading: new Map<string, Keep | null>(), writing: new Map<string, Keep | null>() };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const writes = type === schema.getMutationType();
    for (const field of Object.values(type.getFields())) {
      const keepers = field.args.flatMap(({ name, type: of }) => {
        const keep = writes ? keeperOf(of, name, WRITING, known.writing) : keeperOf(of, name, READING, known.reading);
        return keep ? [[name, keep] as const] : [];
      });
      if (keepers.length === 0) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args, ctx, info) => resolve(source, kept(args, keepers, ctx?.now ?? new Date()), ctx, info);
    }
  }
  return schema;
}

/** What is done with a value of a type; null where the type holds nothing of the kind. */
function keeperOf(of: GraphQLInputType, field: string, leaves: Leaves, known: Map<string, Keep | null>): Keep | null {
  const type = getNullableType(of);
  if (isListType(type)) {
    const keep = keeperOf(type.ofType, field, leaves, known);
    return keep && ((value, now) => (Array.isArray(value) ? value.map((item) => keep(item, now)) : value));
  }
  if (isInputObjectType(type)) {
    const done = known.get(type.name);
    if (done !== undefined) return done;
    const keepers: (readonly [string, Keep])[] = [];
    const check = CHECKS[type.name];
    const keep: Keep = (value, now) => {
      if (value == null) return value;
      check?.(value as never);
      return kept(value as Record<string, unknown>, keepers, now);
    };
    // Known before its fields are looked at: an input type may hold itself.
    known.set(type.name, keep);
    for (const { name, type: inner } of Object.values(type.getFields())) {
      const keepField = keeperOf(inner, name, leaves, known);
      if (keepField) keepers.push([name, keepField]);
    }
    const isKept = check !== undefined || keepers.length > 0;
    if (!isKept) known.set(type.name, null);
    return isKept ? keep : null;
  }
  const leaf = leaves[type.name];
  return leaf ? (value, now) => (value == null ? value : leaf(value as never, field, now)) : null;
}

function kept(
  values: Readonly<Record<string, unknown>>,
  keepers: readonly (readonly [string, Keep])[],
  now: Date,
): Record<string, unknown> {
  const changed = { ...values };
  for (const [name, keep] of keepers) if (name in changed) changed[name] = keep(changed[name], now);
  return changed;
}
