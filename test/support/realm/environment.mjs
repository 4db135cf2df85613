// What jest gives a spec to live in: the worker's own realm, instead of a new one for each spec file. Modules are loaded and compiled once a
// worker (see runtime.mjs), which is most of what a short spec costs.
export default class OneRealm {
  global = globalThis;
  // Jest asks for one; no spec mocks a module.
  moduleMocker = {};
  #exit = process.exit;

  async setup() {}

  /** Jest wraps it for every spec file. */
  async teardown() {
    process.exit = this.#exit;
  }

  getVmContext() {
    return null;
  }
}
