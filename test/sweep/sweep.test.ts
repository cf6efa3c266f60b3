import { describeFaults, sweepExamples, sweepRandomly } from './sweep.ts';

// SWEEP_OPERATIONS=50000 SWEEP_SEED=7 node --import tsx house/run.ts sweep
const count = Number(process.env.SWEEP_OPERATIONS ?? 400);
const seed = Number(process.env.SWEEP_SEED ?? 5);

test('no operation of the page, whoever sends it, is answered with a fault of the graph, or refused without what it lacks', async () => {
  const report = await sweepExamples();
  expect(describeFaults(report)).toBe('');
  expect(report.asked).toBeGreaterThan(1_000);
}, 10_000_000);

test('no random operation is, either', async () => {
  const report = await sweepRandomly({ count, seed });
  if (process.env.SWEEP_OPERATIONS) console.log(JSON.stringify({ seed, asked: report.asked, codes: report.codes }));
  expect(describeFaults(report)).toBe('');
  // Draws that are all refused would find nothing.
  expect(report.codes.none ?? 0).toBeGreaterThan(count / 10);
}, 100_000_000);
