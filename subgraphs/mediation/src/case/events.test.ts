import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CloudEvent, newId } from '@union-graph/subgraph';
import { member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, buildCase, buildOrg, day } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

/** A consumer that keeps what it is told. */
async function listen() {
  const told: CloudEvent[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      told.push(...([JSON.parse(body)].flat() as CloudEvent[]));
      response.writeHead(204).end();
      for (const wake of waiting.splice(0)) wake();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const until = async (count: number) => {
    while (told.length < count) await new Promise<void>((wake) => waiting.push(wake));
    return told;
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`, told, until, close: () => server.close() };
}

describe('what other subgraphs are told (2.2.6)', () => {
  let subgraph: TestSubgraph;
  let consumer: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    consumer = await listen();
    subgraph = await testSubgraph(mediation, { subscribers: [{ type: 'mediation.*', name: 'warmth-fund', url: consumer.url }] });
  });
  afterAll(async () => {
    await subgraph.stop();
    consumer.close();
  });
  beforeEach(() => consumer.told.splice(0));

  const types = (events: readonly CloudEvent[]) => events.map(({ type }) => type).sort();

  test('a case received and withdrawn, without names, numbers or phones', async () => {
    const worker = newId();
    const applied = await act(subgraph, member(worker), 'applyForMediation', {
      orgId: await buildOrg(subgraph),
      ownership: 'PRIVATE',
      knewOn: '2013-07-01',
      applicants: [{ memberId: worker, nameZh: '李建国', phone: '00013812345', idLast4: '1234' }],
      respondents: [{ nameZh: '某公司' }],
      claims: [{ kind: 'WAGES', amountFen: '864000', ground: '拖欠工资' }],
    });
    const { id } = applied.data.applyForMediation.case;
    await act(subgraph, member(worker), 'withdrawCase', { caseId: id, expectedVersion: 1 });
    const told = await consumer.until(2);
    expect(types(told)).toEqual(['mediation.case.closed', 'mediation.case.received']);
    expect(told.find(({ type }) => type.endsWith('closed'))).toMatchObject({
      subject: id,
      aggregateversion: 2,
      data: { status: 'WITHDRAWN', scopePath: '/city/110105/', applicantIds: [worker] },
    });
    expect(JSON.stringify(told)).not.toMatch(/李建国|某公司|12345|1234"/);
  });

  test('the last payment tells of the money and of the end', async () => {
    const built = await buildCase(subgraph, 'EFFECTIVE', { terms: [1000] });
    const input = { caseId: built.id, expectedVersion: 1, itemId: built.itemIds[0], paidFen: '1000', paidAt: day(0) };
    await act(subgraph, built.mediator.viewer, 'recordPerformance', input);
    const told = await consumer.until(3);
    expect(types(told)).toEqual(['mediation.case.closed', 'mediation.case.performed', 'mediation.recovery.recorded']);
    expect(told.find(({ type }) => type.endsWith('recorded'))?.data).toMatchObject({ paidFen: '1000', recoveredFen: '1000' });
  });

  test('an agreement that a side does not sign tells of the failure', async () => {
    const built = await buildCase(subgraph, 'AGREED');
    await act(subgraph, built.respondent, 'declareFailure', { caseId: built.id, expectedVersion: 1, reason: '拒绝签字' });
    expect(types(await consumer.until(2))).toEqual(['mediation.case.closed', 'mediation.case.failed']);
  });

  test('a refused change tells nobody', async () => {
    const built = await buildCase(subgraph, 'EFFECTIVE', { terms: [1000] });
    const input = { caseId: built.id, expectedVersion: 1, itemId: built.itemIds[0], paidFen: '1001', paidAt: day(0) };
    expect(await subgraph.code(act(subgraph, built.mediator.viewer, 'recordPerformance', input))).toBe('VALIDATION_FAILED');
    const waiting = await subgraph.sql('select from event_delivery');
    expect([waiting, consumer.told]).toEqual([[], []]);
  });
});
