// Once after all suites: the server stops when no other run uses it.
export default async function tearDown() {
  await globalThis.testServer?.release();
}
