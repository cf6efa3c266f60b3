const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');
const { ofThisProcess } = require('./leftOpen.cjs');

/**
 * Test files run in the realm of their process, one after the other, and not in one that is made for each. What a test file or
 * jest may have changed of the process is put back behind it: variables of the environment, clock, spies, console, exit.
 */
module.exports = class ProcessEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  #file;
  #restore;

  constructor({ projectConfig }, { testPath } = {}) {
    this.#file = testPath;
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    const { console } = globalThis;
    const { exit } = process;
    const env = { ...process.env };
    this.#restore = () => {
      globalThis.console = console;
      process.exit = exit;
      for (const name of Object.keys(process.env)) if (!Object.hasOwn(env, name)) delete process.env[name];
      Object.assign(process.env, env);
    };
  }

  async setup() {
    // Jest's own reader of source maps knows only what jest has compiled; Node's reads what is written into the modules.
    Error.prepareStackTrace = undefined;
    globalThis.jest = {
      fn: (...args) => this.moduleMocker.fn(...args),
      spyOn: (...args) => this.moduleMocker.spyOn(...args),
      restoreAllMocks: () => this.moduleMocker.restoreAllMocks(),
      useFakeTimers: (config) => this.fakeTimersModern.useFakeTimers(config),
      useRealTimers: () => this.fakeTimersModern.useRealTimers(),
    };
  }

  async teardown() {
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    this.#restore();
    ofThisProcess.lookBehind(this.#file);
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
};
