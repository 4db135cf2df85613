import { type Body, list, text } from './form.js';

/** References that stand in the evidence: records of this service, or the rating of CQC that is in force. */
const references = /\b(?:INT|VIS)-\d{4}-\d{5}\b/g;

/** Criteria as they were ticked, each with its evidence and the records that its evidence names. */
export function criteriaOf(body: Body): { code: string; evidence: string; records: string[] }[] {
  return list(body['criteria']).map((code) => {
    const evidence = text(body[`evidence_${code}`]);
    return { code, evidence, records: [...new Set([...(evidence.match(references) ?? []), ...(/\bCQC rating\b/.test(evidence) ? ['CQC'] : [])])] };
  });
}
