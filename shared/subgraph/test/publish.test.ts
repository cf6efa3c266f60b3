import { defineEvent } from '@union-graph/events';
import * as v from 'valibot';
import { deliveriesOf } from '../src/events/publish.ts';
import { newId } from '../src/index.ts';

const noteWritten = defineEvent('board', 'note.written', { amountFen: v.string() });
const subscribers = [
  { type: 'board.note.*', name: 'listener', url: 'http://127.0.0.1:1/events' },
  { type: 'board.*', name: 'listener', url: 'http://127.0.0.1:1/events' },
  { type: 'other.*', name: 'other', url: 'http://127.0.0.1:1/events' },
];
const board = { subgraph: 'board', subscribers, now: new Date('2013-10-19T02:00:00Z'), causationId: 'a-request' };
const note = { id: newId(), version: 3 };

describe('an event that is sent', () => {
  test('is a CloudEvent that names its schema, once for each subscriber', () => {
    const [delivery, ...more] = deliveriesOf(board, noteWritten, note, { amountFen: '1' });
    expect(more).toEqual([]);
    expect(delivery).toMatchObject({ subscriber: 'listener', aggregate: note.id });
    expect(JSON.parse(delivery?.eventText ?? '')).toEqual({
      specversion: '1.0',
      id: expect.any(String),
      type: 'board.note.written',
      source: '/subgraphs/board',
      subject: note.id,
      time: '2013-10-19T02:00:00.000Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:union-graph:event:board.note.written:1',
      causationid: 'a-request',
      aggregateversion: 3,
      data: { amountFen: '1' },
    });
  });

  test('has what its schema names and nothing else: a fault here must not leave', () => {
    const phone = { amountFen: '1', phone: '13800000000' };
    expect(() => deliveriesOf(board, noteWritten, note, phone)).toThrow('"data.phone" is no member of this event.');
    expect(() => deliveriesOf(board, noteWritten, note, { amountFen: 1 } as never)).toThrow('"data.amountFen"');
  });

  test('is sent by its publisher alone', () => {
    const other = { ...board, subgraph: 'other' };
    expect(() => deliveriesOf(other, noteWritten, note, { amountFen: '1' })).toThrow(
      '"other" may not send "board.note.written".',
    );
  });
});
