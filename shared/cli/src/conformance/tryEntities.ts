import { joined, same, type Text, text } from '../text.ts';
import { type Finding, judged, note, skipped } from './finding.ts';
import { validPassport } from './passports.ts';
import { type EntityType, entityTypes } from './readSdl.ts';
import { described, post, type Representation, type SubgraphAnswer, type Subject } from './subject.ts';
import { body } from './tryCallers.ts';

const BATCHES = [1, 10, 200];
const ROUNDS = 5;

/** Tries the SDL that the subgraph answers, and each entity type that it resolves. */
export async function tryEntities(subject: Subject): Promise<Finding[]> {
  const ask = async (query: string, variables: object = {}) => {
    const passport = await validPassport({ key: subject.key, audience: subject.name, viewer: subject.viewer });
    return post(subject, passport, body(query, variables));
  };
  const answer = await ask('{ _service { sdl } }');
  const { sdl } = (answer.data?._service ?? {}) as { readonly sdl?: unknown };
  const what = text('answers its SDL, of Federation 2', '提供联邦 2 的 SDL');
  if (typeof sdl !== 'string') return [judged(what, same(described(answer)))];
  const types = readTypes(sdl);
  if ('fault' in types) return [judged(what, types.fault)];
  const findings = [judged(what, null)];
  for (const type of types.found) findings.push(...(await tryType(type, subject, ask)));
  return findings;
}

function readTypes(sdl: string): { readonly found: EntityType[] } | { readonly fault: Text } {
  if (!/specs\.apollo\.dev\/federation\/v2/.test(sdl))
    return { fault: text('it has no @link to the specification of Federation 2', '没有指向联邦 2 规范的 @link') };
  try {
    return { found: entityTypes(sdl) };
  } catch (error) {
    const { message } = error as Error;
    return { fault: text(`it cannot be parsed: ${message}`, `无法解析：${message}`) };
  }
}

type Ask = (query: string, variables: object) => Promise<SubgraphAnswer>;

/** Tries one entity type: with the representations that were given, and with unknown ones. */
async function tryType(type: EntityType, { entities }: Subject, ask: Ask): Promise<Finding[]> {
  const known = entities[type.name] ?? [];
  const about = (en: string, zh: string): Text => joined(`${type.name}: `, text(en, zh));
  if (type.key.some(({ type: scalar }) => !(scalar in UNKNOWN)))
    return [skipped(about('its entities', '实体'), text('its key has a scalar of its own', '键使用了自定义标量'))];
  const one = known[0];
  const order = about('answers in the order that was asked, and null for what there is not', '按请求顺序返回，不存在的为 null');
  const findings = [one ? judged(order, await faultOfOrder(type, known, ask)) : await tryUnknown(type, order, ask)];
  findings.unshift(judged(about('knows each field of its SDL', '可查询其 SDL 中的每个字段'), await faultOfFields(type, ask)));
  const times = await measure(type, known, ask);
  const [single = 1] = times.map(({ ms }) => ms);
  const fault = times.find((batch) => batch.fault !== null)?.fault ?? null;
  const measured = times.map(({ size, ms }) => `${size}: ${ms.toFixed(1)} ms (${(ms / single).toFixed(1)} ×)`).join(', ');
  const batches = about('answers batches of 1, 10 and 200', '可处理 1、10、200 个一批');
  return [...findings, fault ? judged(batches, fault) : note(batches, same(measured))];
}

/** A field of the SDL that the subgraph refuses makes the whole call fail, with all fields that the gateway asks for in it. */
async function faultOfFields({ name, selections }: EntityType, ask: Ask): Promise<Text | null> {
  const answer = await ask(`{ _entities(representations: []) { ... on ${name} { ${selections.join(' ')} } } }`, {});
  return answer.data?._entities && !answer.errors
    ? null
    : joined(text('expected no errors, got ', '应无错误，实际为 '), described(answer));
}

async function faultOfOrder(type: EntityType, known: readonly Representation[], ask: Ask): Promise<Text | null> {
  const [first = {}, second = first] = known;
  const asked = [unknown(type), first, unknown(type), second, first];
  const answer = await askEntities(type, asked, ask);
  const got = answer.data?._entities as (Record<string, unknown> | null)[] | undefined;
  const isRight =
    !answer.errors &&
    got?.length === asked.length &&
    got.every((entity, at) =>
      at === 0 || at === 2 ? entity === null || type.isForeign : matches(entity, asked[at] as Representation, type),
    );
  return isRight
    ? null
    : joined(
        text('expected null, an entity, null, and two entities, got ', '应为 null、实体、null 和两个实体，实际为 '),
        described(answer),
      );
}

/**
 * Without a representation of what exists only the form can be seen: an answer for each, `null` or one of the key that was asked. Which of the two is owed,
 * the schema does not say: a type of another subgraph is answered for whatever key comes.
 */
async function tryUnknown(type: EntityType, what: Text, ask: Ask): Promise<Finding> {
  const asked = [unknown(type), unknown(type)];
  const answer = await askEntities(type, asked, ask);
  const got = answer.data?._entities as (Record<string, unknown> | null)[] | undefined;
  const isRight =
    !answer.errors &&
    got?.length === 2 &&
    got.every((entity, at) => entity === null || matches(entity, asked[at] as Representation, type));
  if (!isRight)
    return judged(
      what,
      joined(
        text(
          'expected null or the asked key for each of two unknown keys, got ',
          '两个未知键各应返回 null 或所请求的键，实际为 ',
        ),
        described(answer),
      ),
    );
  return skipped(
    what,
    text(
      'the order cannot be seen without entities that exist: name some ("--entities FILE")',
      '没有已存在的实体，无法检验顺序：请提供（“--entities 文件”）',
    ),
  );
}

const matches = (entity: Record<string, unknown> | null, asked: Representation, { name, key }: EntityType): boolean =>
  entity?.__typename === name && key.every((field) => entity[field.name] === asked[field.name]);

/** The median time of each size of batch. Keys differ within a batch, so that none is read once for several. */
async function measure(type: EntityType, known: readonly Representation[], ask: Ask) {
  const found: { readonly size: number; readonly ms: number; readonly fault: Text | null }[] = [];
  for (const size of BATCHES) {
    const times: number[] = [];
    let fault: Text | null = null;
    for (let round = 0; round < ROUNDS && !fault; round++) {
      const more = Math.max(0, size - known.length);
      const asked = [...known.slice(0, size), ...Array.from({ length: more }, () => unknown(type))];
      const answer = await askEntities(type, asked, ask);
      if (answer.errors || !areInOrder(type, asked, known, answer)) fault = joined(`${size}: `, described(answer));
      times.push(answer.ms);
    }
    found.push({ size, ms: times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0, fault });
  }
  return found;
}

/** Whether each representation has its entity in its place: the known ones theirs, and each other one `null` or an entity of its own key. */
function areInOrder(
  type: EntityType,
  asked: readonly Representation[],
  known: readonly Representation[],
  { data }: SubgraphAnswer,
): boolean {
  const got = data?._entities as (Record<string, unknown> | null)[] | undefined;
  if (got?.length !== asked.length) return false;
  return got.every((entity, at) => {
    const representation = asked[at] as Representation;
    return (entity === null && !known.includes(representation)) || matches(entity, representation, type);
  });
}

function askEntities({ name, key }: EntityType, representations: readonly Representation[], ask: Ask): Promise<SubgraphAnswer> {
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on ${name} { ${key.map((field) => field.name).join(' ')} } } }`;
  return ask(query, { representations: representations.map((one) => ({ __typename: name, ...one })) });
}

/** Values that name nothing, by the scalar of the key. */
const UNKNOWN: Readonly<Record<string, () => unknown>> = {
  ID: () => crypto.randomUUID(),
  String: () => `none-${crypto.randomUUID()}`,
  Int: () => -1 - Math.floor(Math.random() * 1_000_000_000),
};

const unknown = ({ key }: EntityType): Representation =>
  Object.fromEntries(key.map(({ name, type }) => [name, UNKNOWN[type]?.()]));
