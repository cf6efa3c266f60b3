import {
  type GraphQLInputType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql';

/** A value that an argument may be given, with a name for reports. */
export interface Unfit {
  readonly named: string;
  readonly value: unknown;
}

const named = (...values: readonly unknown[]): Unfit[] => values.map((value) => ({ named: JSON.stringify(value), value }));

const TEXTS: readonly Unfit[] = [
  ...named('', ' ', 'none', '%_\\', 'a\u0000b', 'a\ud800b'),
  { named: 'a million letters', value: '文'.repeat(1_000_000) },
];
const STRANGER = '01900000-0000-7000-8000-00000000beef';
const OF_SCALARS: Readonly<Record<string, readonly Unfit[]>> = {
  Boolean: named(true, false),
  Int: named(0, -1, 1, 2_147_483_647, -2_147_483_648),
  Float: named(0, -1, 1e308, -1e308),
  Date: named('0001-01-01', '1900-01-01', '2013-02-30', '2999-12-31', '9999-12-31'),
  DateTime: named(
    '0001-01-01T00:00:00Z',
    '0001-01-01T00:00:00+14:00',
    '1900-01-01T00:00:00Z',
    '2999-12-31T00:00:00Z',
    '9999-12-31T23:59:59-12:00',
  ),
  String: TEXTS,
  ID: [...TEXTS, ...named(STRANGER)],
};

/** What a field gives for a nested place that must have a value; undefined where nothing is known. */
export type Fitting = (name: string) => unknown;

/**
 * Values of a type that nobody should mean, and that the wire takes: the first and the last that can be written, texts that are none, each value
 * of an enum, null where it may be; in an input object at one place after the other.
 */
export function unfitValues(of: GraphQLInputType, fitting: Fitting): Unfit[] {
  const type = getNullableType(of);
  const none = isNonNullType(of) ? [] : named(null);
  if (isEnumType(type)) return [...none, ...named(...type.getValues().map(({ name }) => name))];
  if (isListType(type))
    return [
      ...none,
      ...named([]),
      ...unfitValues(type.ofType, fitting).map((one) => ({ named: `[${one.named}]`, value: [one.value] })),
    ];
  if (!isInputObjectType(type)) return [...none, ...(OF_SCALARS[type.name] ?? TEXTS)];
  const fields = Object.values(type.getFields());
  const whole = Object.fromEntries(
    fields.filter(isRequiredInputField).map((field) => [field.name, sample(field.type, field.name, fitting)]),
  );
  return [
    ...none,
    ...fields.flatMap((field) =>
      unfitValues(field.type, fitting).map((one) => ({
        named: `{ ${field.name}: ${one.named} }`,
        value: { ...whole, [field.name]: one.value },
      })),
    ),
  ];
}

const SAMPLES: Readonly<Record<string, unknown>> = { Int: 1, Float: 1, Boolean: true, ID: STRANGER };

/** A value that fits: what is known of the name, or of the type. */
export function sample(of: GraphQLInputType, name: string, fitting: Fitting): unknown {
  const known = fitting(name);
  if (known !== undefined) return known;
  const type = getNullableType(of);
  if (isListType(type)) return [sample(type.ofType, name, fitting)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return SAMPLES[type.name] ?? 'x';
  const needed = Object.values(type.getFields()).filter(isRequiredInputField);
  return Object.fromEntries(needed.map((field) => [field.name, sample(field.type, field.name, fitting)]));
}
