// How jest loads a spec: by Node's own import, with what the spec imports kept from one spec file to the next of the same worker.
// A module of ours therefore holds no state that one spec could leave to another, as it holds none that one council could leave to another.
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import '../typescript-hooks.mjs';

const require = createRequire(import.meta.url);
/** Of every module transformed in this worker, for the lines in stacks. */
const sourceMaps = new Map();
let transformer;
/** How often each spec was begun: once, but where jest watches. */
const begun = new Map();

registerHooks({
  load(url, context, next) {
    if (!url.startsWith('file:') || !/\.ts(\?|$)/.test(url)) return next(url, context);
    const path = fileURLToPath(url.replace(/\?.*$/, ''));
    const { code, sourceMapPath } = transformer.transform(path, { supportsDynamicImport: true, supportsExportNamespaceFrom: true, supportsStaticESM: true, supportsTopLevelAwait: true });
    if (sourceMapPath) sourceMaps.set(url, sourceMapPath);
    return { format: 'module', source: code, shortCircuit: true };
  },
});

/** What jest's runner and jest-circus ask of a runtime. */
export default class NativeRuntime {
  constructor(_config, _environment, _resolver, scriptTransformer) {
    transformer = scriptTransformer;
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  /** A spec itself is evaluated anew each time, so that its tests are there. */
  unstable_importModule(path) {
    const before = begun.get(path) ?? 0;
    begun.set(path, before + 1);
    return import(`${pathToFileURL(path)}${path.endsWith('.spec.ts') && before > 0 ? `?${before}` : ''}`);
  }

  /** jest-circus keeps the tests of one file: each file has its own. */
  requireInternalModule(path) {
    Reflect.deleteProperty(globalThis, Symbol.for('EVENT_HANDLERS'));
    Reflect.deleteProperty(require.cache, path);
    return require(path);
  }

  requireModule(path) {
    return require(path);
  }

  getSourceMaps() {
    return sourceMaps;
  }

  getAllCoverageInfoCopy() {}
  setGlobalsForRuntime() {}
  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
}
