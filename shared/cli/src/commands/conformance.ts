import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { type Call, type Command, type Outcome, optionText } from '../command.ts';
import type { Finding } from '../conformance/finding.ts';
import { CITY_STAFF, type Viewer } from '../conformance/passports.ts';
import type { Representation, SampleEvent, Subject } from '../conformance/subject.ts';
import { tryCallers } from '../conformance/tryCallers.ts';
import { tryEntities } from '../conformance/tryEntities.ts';
import { tryErrors } from '../conformance/tryErrors.ts';
import { senderOf, tryEvents } from '../conformance/tryEvents.ts';
import { tryExecution } from '../conformance/tryExecution.ts';
import { EXIT } from '../exitCodes.ts';
import { Failure } from '../failure.ts';
import { findSubgraphName } from '../settings.ts';
import { joined, same, type Text, text } from '../text.ts';
import { readKey } from '../token.ts';
import { SCHEMA_OPTIONS } from './check.ts';

/** As long as the gateway waits for a subgraph. */
const CALL_TIMEOUT_MS = 5_000;

export const conformance: Command = {
  name: 'conformance',
  about: text('try a running subgraph against the specification', '按规范检验运行中的子图'),
  argument: 'URL',
  options: {
    subgraph: SCHEMA_OPTIONS.subgraph as NonNullable<typeof SCHEMA_OPTIONS.subgraph>,
    key: {
      type: 'string',
      value: 'FILE',
      about: text(
        'the private key (JWK) that plays the gateway; the subgraph trusts its public half',
        '代替网关签名的私钥（JWK），子图须信任其公钥',
      ),
    },
    'make-key': {
      type: 'string',
      value: 'FILE',
      about: text('make such a key, and print its public half', '生成这样的私钥并输出公钥'),
    },
    entities: {
      type: 'string',
      value: 'FILE',
      about: text(
        'entities that exist, by type: {"ConstructionSite": [{"id": "…"}]}',
        '已存在的实体，按类型：{"ConstructionSite": [{"id": "…"}]}',
      ),
    },
    events: {
      type: 'string',
      value: 'FILE',
      about: text(
        'events that it takes, of one sender: a list of CloudEvents; they are delivered, so use a database for the trial',
        '其接收的事件（同一发送方的 CloudEvents 列表）；会真实投递，请使用检验专用数据库',
      ),
    },
    sender: {
      type: 'string',
      value: 'NAME',
      about: text(
        'with --make-key: the service whose events are tried; the key signs for it, too',
        '与 --make-key 同用：事件的发送方，同一私钥也代其签名',
      ),
    },
    viewer: {
      type: 'string',
      value: 'FILE',
      about: text('who asks, as JSON; city staff when left out', '查询者（JSON），默认市级工作人员'),
    },
  },
  run: async (call): Promise<Outcome> => {
    const keyFile = optionText(call, 'make-key');
    if (keyFile !== undefined) return makeKey(path.resolve(call.surroundings.cwd(), keyFile), optionText(call, 'sender'));
    const subject = readSubject(call);
    const findings: Finding[] = [];
    for (const attempt of [tryCallers, tryExecution, tryEntities, tryErrors, tryEvents])
      findings.push(...(await attempt(subject)));
    const faults = findings.filter(({ outcome }) => outcome === 'FAILED').length;
    return {
      exitCode: faults > 0 ? EXIT.refused : EXIT.done,
      result: { url: subject.url, subgraph: subject.name, faults, findings },
      lines: [...findings.map(line), summary(subject, faults, findings.length)],
    };
  },
};

const SIGNS: Readonly<Record<Finding['outcome'], string>> = { PASSED: '✓', FAILED: '✗', SKIPPED: '–', NOTE: '·' };

const line = ({ what, outcome, detail }: Finding): Text => joined(`${SIGNS[outcome]} `, what, ...(detail ? [': ', detail] : []));

const summary = ({ name }: Subject, faults: number, tried: number): Text =>
  faults === 0
    ? text(`"${name}" keeps to the specification: ${tried} trials.`, `“${name}”符合规范，共检验 ${tried} 项。`)
    : text(
        `"${name}": ${faults} of ${tried} trials fail. Mend what is marked ✗ (specification/subgraph.md says what is owed), and try again.`,
        `“${name}”：${tried} 项中有 ${faults} 项不符。请更正标有 ✗ 的各项（规范见 specification/subgraph.md）后重试。`,
      );

function readSubject(call: Call): Subject {
  const [url] = call.positionals;
  const name = findSubgraphName(call);
  const keyFile = optionText(call, 'key');
  if (!url || !URL.canParse(url) || name === null || keyFile === undefined)
    throw new Failure(
      EXIT.usage,
      'WRONG_ARGUMENT',
      text(
        'Say which subgraph: "union-graph conformance http://localhost:4013/graphql --subgraph ind-construction --key key.jwk". A key is made by "union-graph conformance --make-key key.jwk"; the subgraph must trust its public half as the gateway’s.',
        '请指明子图：“union-graph conformance http://localhost:4013/graphql --subgraph ind-construction --key key.jwk”。私钥可用“union-graph conformance --make-key key.jwk”生成，子图须像信任网关一样信任其公钥。',
      ),
    );
  const entities = readJson<Subject['entities']>(call, 'entities') ?? {};
  const isListed = (value: unknown): value is readonly Representation[] => Array.isArray(value);
  if (!Object.values(entities).every(isListed)) throw unreadable('entities');
  const key = readKey(path.resolve(call.surroundings.cwd(), keyFile));
  const viewer = readJson<Viewer>(call, 'viewer') ?? CITY_STAFF;
  return { url, name, key, viewer, entities, events: readEvents(call), timeoutMs: CALL_TIMEOUT_MS };
}

function readEvents(call: Call): readonly SampleEvent[] {
  const events = readJson<readonly SampleEvent[]>(call, 'events') ?? [];
  const isSent = (event: SampleEvent) => /^\/subgraphs\/./.test(event?.source) && event.type?.startsWith(`${senderOf(event)}.`);
  const isOfOneSender = Array.isArray(events) && events.every((event) => isSent(event) && event.source === events[0]?.source);
  if (!isOfOneSender) throw unreadable('events');
  return events;
}

/** The JSON in the file of an option; undefined when the option was not given. */
function readJson<Value>(call: Call, option: string): Value | undefined {
  const file = optionText(call, option);
  if (file === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(path.resolve(call.surroundings.cwd(), file), 'utf8'));
    if (typeof value === 'object' && value !== null) return value as Value;
  } catch {
    // Told below.
  }
  throw unreadable(option);
}

const FORMS: Readonly<Record<string, string>> = {
  entities: '{"ConstructionSite": [{"id": "site-1"}]}',
  events:
    '[{"specversion": "1.0", "id": "…", "type": "organisation.union.dissolved", "source": "/subgraphs/organisation", …}], all of one sender',
  viewer: '{"subject": "person:7", "kind": "person", "grants": [{"role": "INDUSTRY_ADMIN", "scopePath": "/city/industry/"}], …}',
};

const unreadable = (option: string): Failure =>
  new Failure(
    EXIT.usage,
    'WRONG_OPTION',
    text(
      `The file of "--${option}" is missing or holds no JSON of the expected form: ${FORMS[option]}.`,
      `“--${option}”的文件不存在，或不是所需格式的 JSON：${FORMS[option]}。`,
    ),
  );

/** One key signs for the gateway and, where events are tried, for their sender: the subgraph knows it under both names. */
async function makeKey(file: string, sender: string | undefined): Promise<Outcome> {
  if (existsSync(file))
    throw new Failure(
      EXIT.usage,
      'ALREADY_THERE',
      text(`${file} is there already. Use it, or name another file.`, `${file} 已存在，请使用它或指定其他文件。`),
    );
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const key: JWK = { ...(await exportJWK(privateKey)), kid: 'gateway', alg: 'EdDSA', use: 'sig' };
  writeFileSync(file, `${JSON.stringify(key)}\n`, { mode: 0o600, flag: 'wx' });
  const { d: _, ...publicHalf } = key;
  const keys = [publicHalf, ...(sender ? [{ ...publicHalf, kid: sender }] : [])];
  const jwks = JSON.stringify({ keys });
  return {
    exitCode: EXIT.done,
    result: { file, jwks: { keys } },
    lines: [same(jwks)],
    remarks: [
      text(
        `✓ Made ${file}. Start the subgraph with this key set as the gateway's, for the trial only:`,
        `✓ 已生成 ${file}。检验时请让子图以下列密钥集作为网关公钥：`,
      ),
    ],
  };
}
