import {
  defaultFieldResolver,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import { formOf, keptText } from '../texts.ts';

type Keep = (value: unknown) => unknown;

/**
 * The one door of texts (domain rule C-17): every `String` in every argument of the schema, however deep, comes to its resolver
 * in the form that {@link formOf} gives for its name, what is written as well as what is searched for. Changes the schema.
 */
export function keepTexts(schema: GraphQLSchema): GraphQLSchema {
  const keepers = new Map<string, Keep | null>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const texts = field.args.flatMap(({ name, type: of }) => {
        const keep = keeperOf(of, name, keepers);
        return keep ? [[name, keep] as const] : [];
      });
      if (texts.length === 0) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (source, args, ctx, info) => resolve(source, kept(args, texts), ctx, info);
    }
  }
  return schema;
}

/** What brings a value of a type into form; null where the type holds no text. */
function keeperOf(of: GraphQLInputType, field: string, known: Map<string, Keep | null>): Keep | null {
  const type = getNullableType(of);
  if (isListType(type)) {
    const keep = keeperOf(type.ofType, field, known);
    return keep && ((value) => (Array.isArray(value) ? value.map(keep) : value));
  }
  if (isInputObjectType(type)) {
    const done = known.get(type.name);
    if (done !== undefined) return done;
    const texts: (readonly [string, Keep])[] = [];
    const keep: Keep = (value) => (value == null ? value : kept(value as Record<string, unknown>, texts));
    // Known before its fields are looked at: an input type may hold itself.
    known.set(type.name, keep);
    for (const { name, type: inner } of Object.values(type.getFields())) {
      const keepField = keeperOf(inner, name, known);
      if (keepField) texts.push([name, keepField]);
    }
    if (texts.length === 0) known.set(type.name, null);
    return texts.length > 0 ? keep : null;
  }
  if (type.name !== 'String') return null;
  return (value) => (typeof value === 'string' ? keptText(value, formOf(field), field) : value);
}

function kept(values: Readonly<Record<string, unknown>>, texts: readonly (readonly [string, Keep])[]): Record<string, unknown> {
  const changed = { ...values };
  for (const [name, keep] of texts) if (name in changed) changed[name] = keep(changed[name]);
  return changed;
}
