/**
 * What a seal hashes, as SQL: the sealer and `cli verify` share these texts, so that one proves the other. Texts are ordered
 * by bytes (`collate "C"`), so that every server orders them alike.
 */

/** One head of a trail: the newest row of a subject among the sealed ones. */
export const headText = `concat_ws('|', subject_kind, subject_id, seq, encode(hash, 'hex'))`;
/** All heads of a seal, given rows of subject_kind, subject_id, seq, hash. */
export const headsHash = `sha256(convert_to(coalesce(string_agg(${headText}, E'\\n' order by subject_kind collate "C", subject_id), ''), 'UTF8'))`;

/** One read record. */
export const readHash = `sha256(convert_to(concat_ws('|', id, coalesce(person_id::text, '-'), membership_id, coalesce(on_behalf_of::text, '-'), operation,
  subject_kind, coalesce(subject_id::text, '-'), correlation_id, extract(epoch from recorded_at)), 'UTF8'))`;
/** All read records of a seal. */
export const readsHash = `sha256(coalesce(string_agg(${readHash}, ''::bytea order by id), ''::bytea))`;

/** A stored seal as JSON, in the shape of `Seal`. */
export const sealJson = `json_build_object('councilId', council_id, 'number', number, 'sealedAt', (extract(epoch from sealed_at) * 1000)::bigint,
  'fromUnit', from_unit, 'toUnit', to_unit, 'headCount', head_count, 'headsHash', encode(heads_hash, 'hex'), 'readCount', read_count,
  'readsHash', encode(reads_hash, 'hex'), 'previousHash', encode(previous_hash, 'hex'), 'hash', encode(hash, 'hex'), 'keyId', key_id,
  'signature', translate(encode(signature, 'base64'), E'\\n', ''))`;
