const { pathToFileURL } = require('node:url');

const HANDLERS = Symbol.for('EVENT_HANDLERS');

/**
 * Has Node load the modules of tests, so that a module is loaded and made fast once in a process and not once for each test
 * file: that was two thirds of all processor time. These are the methods that jest-runner and jest-circus call.
 */
module.exports = class NodeRuntime {
  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(file) {
    await import(pathToFileURL(file).href);
  }

  requireModule(file) {
    return require(file);
  }

  /** The part of jest that collects and runs tests keeps the state of one file, so each file has a fresh one. */
  requireInternalModule(file) {
    delete globalThis[HANDLERS];
    delete require.cache[file];
    return require(file);
  }

  getSourceMaps() {
    return new Map();
  }

  getAllCoverageInfoCopy() {
    return undefined;
  }

  setGlobalsForRuntime() {}
  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
};
