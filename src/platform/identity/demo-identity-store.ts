import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Codes, grants and sessions of a demonstration of a few people: far more than it will hold, far less than memory. */
const mostEntries = 5_000;

/**
 * Keeps what the demo identity provider must remember, in memory: a restart asks people to choose again. The oldest
 * entries make room for new ones; whether an entry has expired oidc-provider decides itself from the payload.
 */
export function demoIdentityStore(): (model: string) => Adapter {
  const entries = new Map<string, AdapterPayload>();
  const where = (test: (payload: AdapterPayload) => boolean) => [...entries].filter(([, payload]) => test(payload));
  return (model) => {
    const key = (id: string) => `${model}:${id}`;
    return {
      async upsert(id, payload) {
        entries.delete(key(id));
        entries.set(key(id), payload);
        const [oldest] = entries.keys();
        if (entries.size > mostEntries && oldest !== undefined) entries.delete(oldest);
      },
      async find(id) {
        return entries.get(key(id));
      },
      async findByUid(uid) {
        return where((payload) => payload.uid === uid && payload.kind === model)[0]?.[1];
      },
      async findByUserCode(userCode) {
        return where((payload) => payload.userCode === userCode)[0]?.[1];
      },
      async consume(id) {
        const payload = entries.get(key(id));
        if (payload !== undefined) payload.consumed = true;
      },
      async destroy(id) {
        entries.delete(key(id));
      },
      async revokeByGrantId(grantId) {
        for (const [name] of where((payload) => payload.grantId === grantId)) entries.delete(name);
      },
    };
  };
}
