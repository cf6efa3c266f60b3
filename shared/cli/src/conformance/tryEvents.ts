import { joined, type Text, text } from '../text.ts';
import { type Finding, judged } from './finding.ts';
import { CITY_STAFF, type PassportOptions, validPassport } from './passports.ts';
import { described, post, type SampleEvent, type SubgraphAnswer, type Subject } from './subject.ts';
import { body } from './tryCallers.ts';

/** The service that sends an event, by its `source`. */
export const senderOf = ({ source }: SampleEvent): string => source.replace('/subgraphs/', '');

/** A service that sends events, as its passports say it. */
const SERVICE = { ...CITY_STAFF, subject: 'service', kind: 'service', personId: null, unionPath: null, grants: [], scopes: [] };

/** What is posted to `/events`: by whom, and the statuses of a right answer. */
interface Trial {
  readonly what: Text;
  readonly passport: string | null;
  readonly sent: unknown;
  readonly statuses: readonly number[];
}

const [TAKEN, NOT_TRUSTED, NOT_READ] = [[204], [401, 403], [400]];

/**
 * Tries whose events the subgraph takes, and which of them it reads. The sample events are stored by it, and so are copies under other ids: it is tried
 * with a database for the trial. Without sample events nothing is tried.
 */
export async function tryEvents(subject: Subject): Promise<Finding[]> {
  const [event] = subject.events;
  if (event === undefined) return [];
  const { key, name: audience } = subject;
  const options: PassportOptions = { key, audience, viewer: SERVICE, issuer: senderOf(event) };
  const passport = await validPassport(options);
  const findings = [judged(AT_THE_GRAPH, faultOfStatus(await post(subject, passport, body('{ __typename }')), [401]))];
  const at: Subject = { ...subject, url: new URL('/events', subject.url).href };
  for (const { what, passport: bearer, sent, statuses } of [
    ...(await callers(options, event)),
    ...readings(passport, event, subject.events),
  ]) {
    const answer = await post(at, bearer, typeof sent === 'string' ? sent : JSON.stringify(sent), contentTypeOf(sent));
    findings.push(judged(what, faultOfStatus(answer, statuses)));
  }
  return findings;
}

/** CloudEvents 1.0, HTTP protocol binding, in structured mode and as a batch. */
const contentTypeOf = (sent: unknown): string =>
  `application/cloudevents${Array.isArray(sent) ? '-batch' : ''}+json; charset=utf-8`;

const AT_THE_GRAPH = text('refuses the passport of a sender of events at the graph', '图端点拒绝事件发送方的通行证');

async function callers(options: PassportOptions, event: SampleEvent): Promise<Trial[]> {
  const others = { ...copyOf(event), source: '/subgraphs/another', type: event.type.replace(senderOf(event), 'another') };
  const passport = await validPassport(options);
  const ofGateway = await validPassport({ ...options, issuer: 'gateway' });
  const ofPerson = await validPassport({ ...options, viewer: CITY_STAFF });
  const ofOther = await validPassport({ ...options, audience: `${options.audience}-other` });
  const refused = (what: Text, bearer: string | null, sent: unknown, statuses = NOT_TRUSTED): Trial => ({
    what: joined(text('refuses ', '拒绝：'), what),
    passport: bearer,
    sent,
    statuses,
  });
  return [
    refused(text('an event without a passport', '没有通行证的事件'), null, copyOf(event), [401]),
    refused(text('an event that the gateway sends', '由网关发送的事件'), ofGateway, copyOf(event)),
    refused(text('an event that a person sends', '由个人发送的事件'), ofPerson, copyOf(event)),
    refused(text("an event with another audience's passport", '通行证属于其他受众的事件'), ofOther, copyOf(event), [401]),
    refused(text("an event of another sender's type", '类型属于其他发送方的事件'), passport, others),
  ];
}

function readings(passport: string, event: SampleEvent, all: readonly SampleEvent[]): Trial[] {
  const trial = (what: Text, statuses: readonly number[], sent: unknown): Trial => ({ what, passport, sent, statuses });
  const more = { ...copyOf(event), data: { ...(event.data as object), notKnownYet: { at: 1 } }, notknownyet: 'x' };
  const version = `urn:union-graph:event:${event.type}:999`;
  return [
    ...all.map((one) => trial(joined(text('takes the event ', '接收事件：'), one.type), TAKEN, one)),
    trial(text('takes an event that comes again', '接收重复送达的事件'), TAKEN, event),
    trial(text('takes several events at once', '一次接收多个事件'), TAKEN, all.map(copyOf)),
    trial(text('takes an event with members that it does not know', '接收含未知成员的事件'), TAKEN, more),
    trial(text('takes an event of a type that it does not use', '接收其不使用的类型的事件'), TAKEN, {
      ...copyOf(event),
      type: `${senderOf(event)}.trial.unused`,
      dataschema: `urn:union-graph:event:${senderOf(event)}.trial.unused:1`,
    }),
    trial(text('refuses another version of a schema', '拒绝其他版本的数据格式'), NOT_READ, {
      ...copyOf(event),
      dataschema: version,
    }),
    trial(text('refuses data that the schema does not allow', '拒绝不符合格式的数据'), NOT_READ, { ...copyOf(event), data: [] }),
    trial(text('refuses an event without an id', '拒绝没有“id”的事件'), NOT_READ, { ...event, id: undefined }),
    trial(text('refuses events that are not JSON', '拒绝非 JSON 的事件'), NOT_READ, '{"specversion": '),
  ];
}

/** The same event under an id that the subgraph has not seen. */
const copyOf = (event: SampleEvent): SampleEvent => ({ ...event, id: crypto.randomUUID() });

const faultOfStatus = (answer: SubgraphAnswer, statuses: readonly number[]): Text | null =>
  statuses.includes(answer.status)
    ? null
    : joined(
        text(`expected status ${statuses.join(' or ')}, got `, `应为状态 ${statuses.join(' 或 ')}，实际为 `),
        described(answer),
      );
