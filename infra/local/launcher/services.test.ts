import { DEFAULT_PORTS, SUBGRAPHS, subscribersTo } from './services.ts';

test('the fund hears of cards, and pays what training asks for; training hears of the payment', () => {
  const to = (source: (typeof SUBGRAPHS)[number]) => subscribersTo(source, DEFAULT_PORTS);
  expect(to('organisation')).toContainEqual({
    type: 'organisation.card.*',
    name: 'warmth-fund',
    url: 'http://127.0.0.1:4005/events',
  });
  expect(to('training')).toContainEqual({
    type: 'training.subsidy.*',
    name: 'warmth-fund',
    url: 'http://127.0.0.1:4005/events',
  });
  expect(to('warmth-fund')).toContainEqual({
    type: 'warmth-fund.disbursement.*',
    name: 'training',
    url: 'http://127.0.0.1:4003/events',
  });
});

test('nobody is told of their own events', () => {
  for (const source of SUBGRAPHS) expect(subscribersTo(source, DEFAULT_PORTS).map(({ name }) => name)).not.toContain(source);
});
