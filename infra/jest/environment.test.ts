import path from 'node:path';

interface Environment {
  setup(): Promise<void>;
  teardown(): Promise<void>;
}
const { default: ProcessEnvironment } = (await import(path.join(import.meta.dirname, 'environment.cjs'))) as {
  default: new (config: { projectConfig: object }) => Environment;
};

test('what a test file changes of the process is put back behind it', async () => {
  const { console, jest } = globalThis;
  const { exit } = process;
  const random = Math.random;
  process.env.FOR_ALL = 'as before';
  const environment = new ProcessEnvironment({ projectConfig: { fakeTimers: {} } });
  await environment.setup();
  const ours = globalThis.jest;

  process.env.FOR_ALL = 'changed';
  process.env.OF_ONE_FILE = 'left behind';
  globalThis.console = { ...console };
  process.exit = () => undefined as never;
  ours.spyOn(Math, 'random').mockReturnValue(7);
  ours.useFakeTimers({ now: 0 });
  expect([Math.random(), Date.now()]).toEqual([7, 0]);

  await environment.teardown();
  globalThis.jest = jest;
  expect(process.env.FOR_ALL).toBe('as before');
  expect(process.env).not.toHaveProperty('OF_ONE_FILE');
  expect(globalThis.console).toBe(console);
  expect(process.exit).toBe(exit);
  expect(Math.random).toBe(random);
  expect(Date.now()).toBeGreaterThan(Date.parse('2020-01-01'));
  delete process.env.FOR_ALL;
});
