import fs from 'node:fs';
import path from 'node:path';
import type { JSONWebKeySet } from 'jose';
import type { EventFault } from '../../test/events.ts';
import { openUser, type Ran, type User } from '../../test/run.ts';
import { startSubgraph } from '../../test/subgraph.ts';

const EVENT = {
  specversion: '1.0',
  id: '01900000-0000-7000-8000-00000000e001',
  type: 'organisation.union.dissolved',
  source: '/subgraphs/organisation',
  subject: '01900000-0000-7000-8000-00000000e002',
  time: '2013-10-19T02:00:00Z',
  datacontenttype: 'application/json',
  dataschema: 'urn:union-graph:event:organisation.union.dissolved:1',
  aggregateversion: 3,
  data: { reason: 'a trial' },
};

let user: User;
let trusted: JSONWebKeySet;
beforeAll(async () => {
  user = openUser();
  trusted = JSON.parse((await user.run('conformance --make-key key.jwk --sender organisation --json')).out).result.jwks;
});
afterAll(() => user.remove());

function run(url: string, events: unknown): Promise<Ran> {
  fs.writeFileSync(path.join(user.folder, 'events.json'), JSON.stringify(events));
  return user.run(`conformance ${url} --subgraph ind-x --key key.jwk --events events.json --json`);
}

async function failedOf(...faults: EventFault[]): Promise<[exitCode: number, failed: string[]]> {
  const subgraph = await startSubgraph(trusted, ...faults);
  try {
    const { exitCode, result } = JSON.parse((await run(subgraph.url, [EVENT])).out);
    const failed = result.findings.filter(({ outcome }: { outcome: string }) => outcome === 'FAILED');
    return [exitCode, failed.map(({ what }: { what: { en: string } }) => what.en)];
  } finally {
    await subgraph.stop();
  }
}

test('a subgraph that takes events as the specification says passes', async () => {
  expect(trusted.keys.map(({ kid }) => kid)).toEqual(['gateway', 'organisation']);
  expect(await failedOf()).toEqual([0, []]);
});

const TAKEN = [
  'takes the event organisation.union.dissolved',
  'takes an event that comes again',
  'takes several events at once',
  'takes an event with members that it does not know',
  'takes an event of a type that it does not use',
];
const REFUSED = [
  'refuses another version of a schema',
  'refuses data that the schema does not allow',
  'refuses an event without an id',
  'refuses events that are not JSON',
];
test.each<[EventFault, string[]]>([
  ['SENDERS_AT_THE_GRAPH', ['refuses the passport of a sender of events at the graph']],
  [
    'EVENTS_OF_ANYBODY',
    [
      ...[
        'refuses an event without a passport',
        'refuses an event that the gateway sends',
        'refuses an event that a person sends',
      ],
      ...["refuses an event with another audience's passport", "refuses an event of another sender's type", ...REFUSED],
    ],
  ],
  ['EVENTS_OF_THE_GATEWAY', ['refuses an event that the gateway sends']],
  ['EVENTS_OF_PERSONS', ['refuses an event that a person sends']],
  ['EVENTS_OF_OTHERS', ["refuses an event of another sender's type"]],
  ['EVENTS_ONE_AT_A_TIME', ['takes several events at once']],
  ['EVENTS_ONCE', ['takes an event that comes again']],
  ['EVENTS_WITHOUT_MORE', ['takes an event with members that it does not know']],
  ['EVENTS_OF_KNOWN_TYPES', ['takes an event of a type that it does not use']],
  ['EVENTS_OF_ANY_VERSION', ['refuses another version of a schema']],
  ['EVENTS_UNREAD', ["refuses an event of another sender's type", ...REFUSED]],
  ['EVENTS_WITH_AN_ANSWER', TAKEN],
  [
    'EVENTS_AS_JSON',
    [
      ...[
        'refuses an event without a passport',
        'refuses an event that the gateway sends',
        'refuses an event that a person sends',
      ],
      ...["refuses an event with another audience's passport", "refuses an event of another sender's type", ...TAKEN],
    ],
  ],
])('one with the fault %s fails, for that alone', async (fault, failed) => {
  expect(await failedOf(fault)).toEqual([1, failed]);
});

test.each([
  ['no list', { ...EVENT }],
  ['of two senders', [EVENT, { ...EVENT, source: '/subgraphs/mediation', type: 'mediation.case.closed' }]],
  ["of another sender's type", [{ ...EVENT, type: 'mediation.case.closed' }]],
  ['no events', ['organisation.union.dissolved']],
])('sample events that are %s are refused with the expected form', async (_, events) => {
  const { exitCode, error } = JSON.parse((await run('http://127.0.0.1:9/graphql', events)).out);
  expect([exitCode, error.code]).toEqual([2, 'WRONG_OPTION']);
  expect(error.message).toContain('"--events"');
});
