import { readable } from './log.ts';

const line = (entry: object) => JSON.stringify({ time: 1, pid: 2, hostname: 'h', name: 'venues', ...entry });

test('shows warnings and errors as sentences, with what belongs to them', () => {
  expect(readable(line({ level: 40, msg: 'slow', ms: 12 }), false)).toBe('WARN slow ms=12');
  expect(readable(line({ level: 50, msg: 'broke', err: { stack: 'Error: x\n  at y' } }), false)).toBe(
    'ERROR broke \nError: x\n  at y',
  );
});

test('leaves out what is only information, unless all is asked for', () => {
  expect(readable(line({ level: 30, msg: 'ready' }), false)).toBeNull();
  // While the house starts.
  expect(readable(line({ level: 40, msg: 'misses another' }), false, 50)).toBeNull();
  expect(readable(line({ level: 50, msg: 'broke' }), false, 50)).toBe('ERROR broke');
  expect(readable(line({ level: 30, msg: 'ready' }), true)).toBe('info ready');
});

test('shows what is no log line, without the frames of other people’s code', () => {
  expect(readable('Error: Cannot find module', false)).toBe('Error: Cannot find module');
  expect(readable('    at main (/x/src/main.ts:1:1)', false)).toBe('    at main (/x/src/main.ts:1:1)');
  expect(readable('    at run (node:internal/modules/esm/x:1:1)', false)).toBeNull();
  expect(readable('{not json', false)).toBe('{not json');
});
